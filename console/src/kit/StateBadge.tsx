import classes from './badge.module.css'

/** What a state means for whoever looks: nothing to do, under way, look at this, broken. */
export type Tone = 'good' | 'busy' | 'warning' | 'bad' | 'neutral'

interface Props {
  readonly tone: Tone
  readonly children: string
}

/** A state in a word. The word says it; the colour only helps. */
export function StateBadge({ tone, children }: Props) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {children}
    </span>
  )
}
