import type { ReactNode } from 'react'

interface Props {
  readonly label: string
  readonly maxHeight?: number
  readonly isBusy?: boolean
  readonly children: ReactNode
}

/** What is wider or higher than its place. It is reached by keyboard, as all that scrolls must be. */
export function Scroll({ label, maxHeight, isBusy = false, children }: Props) {
  return (
    <section style={{ overflow: 'auto', maxHeight }} tabIndex={0} aria-label={label} aria-busy={isBusy}>
      {children}
    </section>
  )
}
