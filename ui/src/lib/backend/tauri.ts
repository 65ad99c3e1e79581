import { Channel } from '@tauri-apps/api/core'
import { getCurrentWebview, type DragDropEvent } from '@tauri-apps/api/webview'
import type { Backend, Drop, Heard, Models, Stage, Talk, VoiceStep, Work } from './backend'
import { commands } from './bindings'

/** A command that answers nothing. */
async function told(command: Promise<null>): Promise<void> {
  await command
}

function drop(event: DragDropEvent): Drop {
  switch (event.type) {
    case 'enter':
    case 'over':
      return { kind: 'over' }
    case 'leave':
      return { kind: 'away' }
    case 'drop':
      return { kind: 'dropped', paths: event.paths }
  }
}

/** The program around the window. */
export const tauri: Backend = {
  library: commands.library,
  open: (id, minutes, fresh) => told(commands.open(id, minutes, fresh)),
  control: (control) => told(commands.control(control)),
  async subscribe(on) {
    const channel = new Channel<Stage>(on)
    await commands.subscribe(channel)
    return () => {
      channel.onmessage = () => {}
    }
  },
  settings: commands.settings,
  setSettings: (settings) => told(commands.setSettings(settings)),
  voices: commands.voices,
  devices: commands.devices,
  audition: (voice, pace) => told(commands.audition(voice, pace)),
  doctor: commands.doctor,
  models: {
    async subscribe(on) {
      const channel = new Channel<Models>(on)
      await commands.subscribeModels(channel)
      return () => {
        channel.onmessage = () => {}
      }
    },
    get: (id) => told(commands.getModel(id)),
    pause: (id) => told(commands.pauseModel(id)),
    cancel: (id) => told(commands.cancelModel(id)),
    verify: commands.verifyModel,
    remove: (id) => told(commands.removeModel(id)),
    add: commands.addModel,
  },
  talk: {
    async subscribe(on) {
      const channel = new Channel<Talk>(on)
      await commands.subscribeTalk(channel)
      return () => {
        channel.onmessage = () => {}
      }
    },
    begin: (talking) => told(commands.beginTalk(talking)),
    control: (control) => told(commands.controlTalk(control)),
    end: () => told(commands.endTalk()),
  },
  ears: {
    async subscribe(on) {
      const channel = new Channel<Heard>(on)
      await commands.subscribeHeard(channel)
      return () => {
        channel.onmessage = () => {}
      }
    },
    listen: (listening) => told(commands.listen(listening)),
    microphones: commands.microphones,
  },
  wishes: {
    meant: commands.meant,
    ready: commands.ready,
    async subscribe(on) {
      const channel = new Channel<Work>(on)
      await commands.subscribeWork(channel)
      return () => {
        channel.onmessage = () => {}
      }
    },
    story: (wish) => told(commands.beginStory(wish)),
    understand: commands.understand,
    meditation: (wish) => told(commands.beginMeditation(wish)),
    day: (minutes, language) => told(commands.beginDay(minutes, language)),
    steerDay: commands.steerDay,
    end: () => told(commands.endWork()),
    feeds: {
      all: commands.feeds,
      starter: commands.starterFeeds,
      add: (feed) => told(commands.addFeed(feed)),
      remove: (address) => told(commands.removeFeed(address)),
    },
  },
  newVoices: {
    model: commands.voiceMaker,
    statement: commands.consentStatement,
    async add(voice, on) {
      return commands.addVoice(voice, new Channel<VoiceStep>(on))
    },
    async cancel() {
      await commands.cancelVoice()
    },
    remove: (id) => told(commands.removeVoice(id)),
  },
  drops: (on) => getCurrentWebview().onDragDropEvent((event) => on(drop(event.payload))),
  offer: commands.offer,
  restore: commands.restore,
  decline: () => told(commands.decline()),
}
