/** What can be performed. */
export type Kind = 'story' | 'meditation'

/** One script of the library. */
export interface Entry {
  id: string
  kind: Kind
  title: string
  by: string
  about: string
  /** BCP 47. */
  language: string
  moods: string[]
  voices: string[]
  words: number
  choices: number
  chapters: string[]
  /** How long it may last, in minutes; `null` where the listener cannot choose. */
  minutes: { least: number; usual: number; most: number } | null
  /** Where the listener stopped; `when` in seconds since 1970. */
  place: { excerpt: string; chapter: string | null; when: number } | null
  /** Why it cannot be performed, with file and line; `null` when it can. */
  fault: string | null
}

export type Phase = 'idle' | 'preparing' | 'speaking' | 'paused' | 'asking' | 'ended'

/** A line as shown. `voice` is `narrator` or a character's name. */
export interface Caption {
  index: number
  voice: string
  text: string
}

export type BreathPhase = 'in' | 'hold' | 'out' | 'rest'

/** One beat of breathing: `length` seconds long, `at` seconds into it when this was sent. */
export interface Breath {
  phase: BreathPhase
  length: number
  at: number
}

/** The whole truth about the performance: sent when it changes, at most ten times a second, and at once on subscribing. */
export interface Stage {
  phase: Phase
  id: string | null
  title: string
  kind: Kind | null
  chapter: number | null
  chapters: { title: string; reached: boolean }[]
  /** At most three, oldest first. */
  before: Caption[]
  current: Caption | null
  /** At most three. */
  after: Caption[]
  /** What can be chosen; empty unless it asks. */
  options: string[]
  /** The option being read aloud. */
  reading: number | null
  /** Progress by line in this passage. */
  line: number
  lines: number
  /** Seconds played. */
  position: number
  /** Seconds of the whole, where known. */
  length: number | null
  /** Seconds left of a silence of more than two seconds. */
  silence: number | null
  breath: Breath | null
  /** `null`: nobody hears it. */
  device: string | null
  notice: Notice | null
}

/** Something the listener should know: `text` is a whole sentence with what to do. */
export interface Notice {
  code:
    | 'no_device'
    | 'device_lost'
    | 'device_back'
    | 'no_voice'
    | 'script_fault'
    | 'script_changed'
    | 'too_short'
    | 'failed'
  text: string
}

export interface Settings {
  theme: 'system' | 'light' | 'dark'
  /** The engine's name of a voice; `null` lets every script choose. */
  voice: string | null
  /** Factor of speed, 0.6 to 1.6. */
  pace: number
  /** 0 to 1. */
  voiceVolume: number
  /** 0 to 1. */
  bedVolume: number
  /** A device's id; `null` follows the system. */
  output: string | null
  readOptions: boolean
  /** Factor of text size, 0.8 to 1.6. */
  captionSize: number
  beds: boolean
}

export interface VoiceInfo {
  id: string
  name: string
  language: string
  person: string | null
}

export interface Device {
  id: string
  name: string
  isDefault: boolean
}

/** One thing that was looked at on this machine. */
export interface Check {
  name: string
  ok: boolean
  detail: string
  advice: string
}

export type Control =
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'back' }
  | { kind: 'stop' }
  | { kind: 'choose'; option: number }
  | { kind: 'jump'; chapter: number }

/** What every command rejects with. */
export interface Fault {
  code: string
  /** A whole sentence, fit to be shown. */
  text: string
}

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
