import { DEFAULTS, type Backend, type Device, type Settings, type Speaks, type Voice } from '../backend/backend'
import type { Faults } from '../design/faults.svelte'

/** The settings as shown; a change shows at once and is kept by the program as soon as it can. */
export class Preferences {
  value = $state.raw<Settings>(DEFAULTS)
  voices = $state.raw<Voice[]>([])
  /** Who speaks in the next performance; null while that is not known. */
  speaks = $state.raw<Speaks | null>(null)
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
    const [, devices] = await Promise.all([this.loadVoices(), this.faults.watch(this.backend.devices())])
    this.devices = devices ?? this.devices
  }

  async loadVoices(): Promise<void> {
    const found = await this.faults.watch(this.backend.voices())
    if (!found) return
    this.voices = found.voices
    this.speaks = found.speaks
    for (const fault of found.faults) this.faults.tell(fault)
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
    const voice = this.kept.voice
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
    // Another voice may be another engine's.
    if (this.kept.voice !== voice && this.speaks) void this.loadVoices()
  }
}
