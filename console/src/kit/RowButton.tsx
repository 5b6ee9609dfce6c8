import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './table.module.css'

/** In the first cell of a row that opens something beside the table; all of the row can be clicked. */
export function RowButton({
  onClick,
  children,
}: {
  readonly onClick: () => void
  readonly children: ReactNode
}) {
  return (
    <UnstyledButton onClick={onClick} className={classes.rowButton!}>
      {children}
    </UnstyledButton>
  )
}
