import { Channel, invoke } from '@tauri-apps/api/core'
import type { Backend, Stage } from './backend'

/** The program around the window. */
export const tauri: Backend = {
  library: () => invoke('library'),
  open: (id, minutes, fresh) => invoke('open', { id, minutes, fresh }),
  control: (control) => invoke('control', { control }),
  async subscribe(on) {
    const channel = new Channel<Stage>(on)
    await invoke('subscribe', { on: channel })
    return () => {
      channel.onmessage = () => {}
    }
  },
  settings: () => invoke('settings'),
  setSettings: (settings) => invoke('set_settings', { settings }),
  voices: () => invoke('voices'),
  devices: () => invoke('devices'),
  audition: (voice, pace) => invoke('audition', { voice, pace }),
  doctor: () => invoke('doctor'),
}
