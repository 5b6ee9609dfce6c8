import { Box } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import classes from './facts.module.css'

interface Props {
  /** Names and what they are; what is absent is left out. */
  readonly of: readonly (readonly [name: string, value: ReactNode])[]
}

/** What is known of one thing, name by name. */
export function Facts({ of }: Props) {
  const known = of.filter(
    ([, value]) => value !== undefined && value !== null && value !== false && value !== '',
  )
  return (
    <Box component="dl" className={classes.facts!}>
      {known.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </Box>
  )
}
