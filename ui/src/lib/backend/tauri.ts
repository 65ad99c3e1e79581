import { Channel } from '@tauri-apps/api/core'
import type { Backend, Stage } from './backend'
import { commands } from './bindings'

/** A command that answers nothing. */
async function told(command: Promise<null>): Promise<void> {
  await command
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
}
