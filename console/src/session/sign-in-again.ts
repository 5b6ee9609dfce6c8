/** The session is over while somebody works: one dialog asks, and all calls that need it wait for it. */

type Listener = (isAsking: boolean) => void

let listener: Listener = () => {}
let asking: { readonly promise: Promise<void>; resolve(): void; reject(error: Error): void } | undefined

/** Resolves when the person has signed in again. */
export function signInAgain(): Promise<void> {
  if (!asking) {
    asking = Promise.withResolvers<void>()
    listener(true)
  }
  return asking.promise
}

export function signedInAgain(): void {
  asking?.resolve()
  end()
}

export function gaveUp(): void {
  asking?.reject(new Error('You are signed out.'))
  end()
}

/** The dialog, of which there is one. */
export function listenForSignIn(heard: Listener): () => void {
  listener = heard
  heard(asking !== undefined)
  return () => {
    listener = () => {}
  }
}

function end() {
  asking = undefined
  listener(false)
}
