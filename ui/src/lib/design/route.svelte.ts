export type View = 'library' | 'daily' | 'models' | 'player' | 'settings' | 'talk'

const VIEWS: View[] = ['library', 'daily', 'models', 'player', 'settings', 'talk']

function named(hash: string): View {
  return VIEWS.find((view) => hash === `#/${view}`) ?? 'library'
}

/** Which view is shown. Lives in the address, so that a reload stays where it was. */
export class Route {
  view = $state<View>(named(location.hash))

  /** Follows the address until the answer is called. */
  follow(): () => void {
    const read = (): void => {
      this.view = named(location.hash)
    }
    window.addEventListener('hashchange', read)
    return () => window.removeEventListener('hashchange', read)
  }

  go(view: View): void {
    this.view = view
    location.hash = `#/${view}`
  }
}
