const KEPT = 'vesper.latency'

/** Whether it is shown how long each stage of an answer took. It belongs to this window. */
class Latency {
  on = $state(localStorage.getItem(KEPT) === 'on')

  set(on: boolean): void {
    this.on = on
    localStorage.setItem(KEPT, on ? 'on' : 'off')
  }
}

export const latency = new Latency()
