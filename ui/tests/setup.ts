import { vi } from 'vitest'

document.documentElement.lang = 'en'

// What jsdom does not have: no layout, so nothing to scroll, match or draw on; dialogs open, but not modally.
HTMLCanvasElement.prototype.getContext = () => null
Element.prototype.scrollIntoView = vi.fn()
window.matchMedia = vi.fn().mockImplementation((query: string) => ({
  matches: false,
  media: query,
  addEventListener: vi.fn(),
  removeEventListener: vi.fn(),
}))
HTMLDialogElement.prototype.showModal = function () {
  this.setAttribute('open', '')
}
HTMLDialogElement.prototype.close = function () {
  this.removeAttribute('open')
  this.dispatchEvent(new Event('close'))
}
