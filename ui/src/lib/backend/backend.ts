import type { Check, Control, DaySteer, DaySteered, Device, Entry, Feed, Heard, Listening, Meant, MeditationWish, Models, NewVoice, Offer, Ready, Settings, Stage, StoryWish, Talk, TalkControl, Talking, Trouble, Understood, Voice, Voices, VoiceStep, Work } from './bindings'

export type { Breath, BreathPhase, Caption, Check, Control, Device, Entry, Kind, Notice, Offer, Phase, Saying, Settings, Stage, Word } from './bindings'
export type { Cloned, NewVoice, Speaks, Voice, Voices, VoiceStep } from './bindings'
export type { Ear, Heard, Hearing, Listen, Listening, Obeyed, Remark, Talk, TalkControl, Talking, TalkState, Timing, Who } from './bindings'
export type { Card, CardState, Choice, Fit, Licence, Machine, Models, Role, Step, Verdict } from './bindings'
export type { DaySteer, DaySteered, Feed, Instead, Meant, MeditationWish, Mode, Named, Ready, StoryWish, Understood, Work, WorkState } from './bindings'

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
  /** Everybody who can speak here, and who will. */
  voices(): Promise<Voices>
  newVoices: VoiceMaker
  devices(): Promise<Device[]>
  /** Says a sentence in `voice`; resolves when it was said. */
  audition(voice: string | null, pace: number): Promise<void>
  doctor(): Promise<Check[]>
  models: ModelRoom
  talk: TalkRoom
  ears: EarRoom
  wishes: WishRoom
  /** Calls `on` while something is dragged over the window and dropped on it; the answer ends that. */
  drops(on: (drop: Drop) => void): Promise<() => void>
  /** What can be brought back where the library was found damaged and nothing was decided yet. */
  offer(): Promise<Offer | null>
  /** Brings back the snapshot that was offered; answers where what was kept since then lies. */
  restore(): Promise<string>
  /** Goes on with an empty library; the snapshot stays where it is. */
  decline(): Promise<void>
}

/** The models: which there are, how much of them is here. Nothing is fetched but by {@link ModelRoom.get}. */
export interface ModelRoom {
  /** Calls `on` with all models at once and whenever something about them changes; the answer ends that. */
  subscribe(on: (models: Models) => void): Promise<() => void>
  /** Fetches a model and what it needs; goes on where an earlier try was cut. */
  get(id: string): Promise<void>
  /** Stops what is done with it; what is there of it stays. */
  pause(id: string): Promise<void>
  /** Stops fetching it and drops what is there. */
  cancel(id: string): Promise<void>
  /** Reads a model and compares it with what it should be; answers, when that is over, whether it is whole. */
  verify(id: string): Promise<boolean>
  remove(id: string): Promise<void>
  /** Takes the model whose files lie at `path` (a file, a folder) once they are checked; answers its name. */
  add(path: string): Promise<string>
}

/** The conversation: none, or one. */
export interface TalkRoom {
  /** Calls `on` with it at once and whenever something about it changes; the answer ends that. */
  subscribe(on: (talk: Talk) => void): Promise<() => void>
  /** Begins one; one that is open ends, and a performance that sounds is paused. */
  begin(talking: Talking): Promise<void>
  control(control: TalkControl): Promise<void>
  end(): Promise<void>
}

/** What is heard of the listener while something is performed, and how they want to be heard. */
export interface EarRoom {
  /** Calls `on` with it at once and whenever something about it changes; the answer ends that. */
  subscribe(on: (heard: Heard) => void): Promise<() => void>
  /** Listens so from here on, or not any more. A conversation that is open ends where it begins. */
  listen(listening: Listening): Promise<void>
  /** The devices that hear. */
  microphones(): Promise<Device[]>
}

/** From one sentence to a story, a meditation or the day: one at a time. What is begun ends what was begun before. */
export interface WishRoom {
  /** What a sentence wishes for. Rejects with the code `denied` and where help is, where it says that somebody is in danger. */
  meant(text: string): Promise<Meant>
  /** What can be done now. */
  ready(): Promise<Ready>
  /** Calls `on` with what was begun at once and whenever something about it changes; the answer ends that. */
  subscribe(on: (work: Work) => void): Promise<() => void>
  story(wish: StoryWish): Promise<void>
  /** What is understood of a meditation, before it begins. */
  understand(wish: MeditationWish): Promise<Understood>
  meditation(wish: MeditationWish): Promise<void>
  /** Asks the chosen feeds and tells the day in about so many minutes; resolves when it is told, or stopped. */
  day(minutes: number, language: string): Promise<void>
  /** Does this with the part of the day that is heard, and says what came of it. */
  steerDay(steer: DaySteer): Promise<DaySteered>
  /** Ends what was begun; what is written of it stays. */
  end(): Promise<void>
  feeds: {
    all(): Promise<Feed[]>
    /** Feeds to choose from. */
    starter(): Promise<Feed[]>
    add(feed: Feed): Promise<void>
    remove(address: string): Promise<void>
  }
}

/** New voices, taken from recordings with their speaker's consent. */
export interface VoiceMaker {
  /** The name of the model that they speak with; rejects with why none can be made. */
  model(): Promise<string>
  /** What has to be typed once `speaker` has agreed. */
  statement(speaker: string): Promise<string>
  /** Makes one; calls `on` with each step. */
  add(voice: NewVoice, on: (step: VoiceStep) => void): Promise<Voice>
  /** Stops what is being made; {@link VoiceMaker.add} rejects with the code `stopped`. */
  cancel(): Promise<void>
  remove(id: string): Promise<void>
}

/** Files on their way from the desktop into the window; paths are known once they are dropped. */
export type Drop = { kind: 'over' } | { kind: 'away' } | { kind: 'dropped'; paths: string[] }

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
  saying: null,
  line: 0,
  lines: 0,
  position: 0,
  length: null,
  silence: null,
  breath: null,
  device: null,
  notice: null,
}

/** Before the first conversation. */
export const SILENT: Talk = {
  number: 0,
  open: false,
  state: 'listening',
  paused: false,
  listen: 'open',
  heard: false,
  ear: { microphone: false, deaf: false, hearing: null, obeyed: null, trouble: null },
  said: [],
  answer: [],
  saying: null,
  timing: null,
  notice: null,
  news: null,
}

/** Before anything was begun. */
export const NO_WORK: Work = {
  number: 0,
  mode: null,
  state: 'none',
  left: null,
  id: null,
  title: '',
  written: 0,
  understood: null,
  trouble: null,
  news: null,
  instead: null,
}

/** Before anybody listens. */
export const UNHEARD: Heard = {
  listening: { on: false, pushed: false, headphones: false, microphone: null },
  ear: SILENT.ear,
  said: null,
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
