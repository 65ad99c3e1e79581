import type {
  Breath,
  BreathPhase,
  Caption,
  Check,
  Control,
  Device,
  Entry,
  Kind,
  Notice,
  Phase,
  Settings,
  Stage,
  Trouble,
  VoiceInfo,
} from './bindings'

export type { Breath, BreathPhase, Caption, Check, Control, Device, Entry, Kind, Notice, Phase, Settings, Stage, VoiceInfo }

/** What every command rejects with; `text` is a whole sentence, fit to be shown. */
export type Fault = Trouble

/** Everything the window asks of the program behind it. All of it may reject with a {@link Fault}. */
export interface Backend {
  library(): Promise<Entry[]>
  /** Begins a performance: at the kept place unless `fresh`; `minutes` where the listener can choose. */
  open(id: string, minutes: number | null, fresh: boolean): Promise<void>
  control(control: Control): Promise<void>
  /** Calls `on` with the stage at once and whenever it changes; the answer ends that. */
  subscribe(on: (stage: Stage) => void): Promise<() => void>
  settings(): Promise<Settings>
  setSettings(settings: Settings): Promise<void>
  voices(): Promise<VoiceInfo[]>
  devices(): Promise<Device[]>
  /** Says a sentence in `voice`; resolves when it was said. */
  audition(voice: string | null, pace: number): Promise<void>
  doctor(): Promise<Check[]>
}

/** The stage before anything was played. */
export const NOTHING: Stage = {
  phase: 'idle',
  id: null,
  title: '',
  kind: null,
  language: null,
  chapter: null,
  chapters: [],
  before: [],
  current: null,
  after: [],
  options: [],
  reading: null,
  line: 0,
  lines: 0,
  position: 0,
  length: null,
  silence: null,
  breath: null,
  device: null,
  notice: null,
}

export const DEFAULTS: Settings = {
  theme: 'system',
  voice: null,
  pace: 1,
  voiceVolume: 1,
  bedVolume: 0.5,
  output: null,
  readOptions: true,
  captionSize: 1,
  beds: true,
}
