import { DEFAULTS, type Backend, type Device, type Settings, type VoiceInfo } from '../backend/backend'
import type { Faults } from '../design/faults.svelte'

/** The settings as shown; a change shows at once and is kept by the program as soon as it can. */
export class Preferences {
  value = $state.raw<Settings>(DEFAULTS)
  voices = $state.raw<VoiceInfo[]>([])
  devices = $state.raw<Device[]>([])
  loaded = $state(false)
  /** What was changed before the program said what it keeps: sent alone it would overwrite the rest with our defaults. */
  private early: Partial<Settings> | null = null
  private kept: Settings = DEFAULTS
  private sending = false

  constructor(
    private readonly backend: Backend,
    private readonly faults: Faults,
  ) {}

  async load(): Promise<void> {
    const settings = await this.faults.watch(this.backend.settings())
    if (!settings) return
    this.kept = settings
    this.value = this.early ? { ...settings, ...this.early } : settings
    this.early = null
    this.loaded = true
    void this.send()
  }

  /** What there is to choose from may change while the window is open: asked each time it is shown. */
  async loadChoices(): Promise<void> {
    const [voices, devices] = await Promise.all([
      this.faults.watch(this.backend.voices()),
      this.faults.watch(this.backend.devices()),
    ])
    this.voices = voices ?? this.voices
    this.devices = devices ?? this.devices
  }

  change(part: Partial<Settings>): void {
    this.value = { ...this.value, ...part }
    if (this.loaded) void this.send()
    else this.early = { ...this.early, ...part }
  }

  /** One request at a time; a slider that moves on meanwhile costs one more, not hundreds. */
  private async send(): Promise<void> {
    if (this.sending) return
    this.sending = true
    while (this.kept !== this.value) {
      const next = this.value
      try {
        await this.backend.setSettings(next)
        this.kept = next
      } catch (reason) {
        this.faults.tell(reason)
        this.value = this.kept
      }
    }
    this.sending = false
  }
}
