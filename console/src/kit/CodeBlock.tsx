import { ActionIcon, Box, CopyButton, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import classes from './code.module.css'
import { Scroll } from './Scroll.tsx'

interface Props {
  readonly code: string
  /** For who cannot see it: what it is. */
  readonly label: string
  readonly maxHeight?: number
}

/** Text to be copied: a command, a body. Long lines scroll. */
export function CodeBlock({ code, label, maxHeight }: Props) {
  return (
    <Box className={classes.frame}>
      <Scroll label={label} {...(maxHeight !== undefined && { maxHeight })}>
        <pre className={classes.code}>{code}</pre>
      </Scroll>
      <Box className={classes.copy}>
        <CopyIcon value={code} label={`Copy ${label}`} />
      </Box>
    </Box>
  )
}

export function CopyIcon({ value, label = 'Copy' }: { readonly value: string; readonly label?: string }) {
  return (
    <CopyButton value={value} timeout={1500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? 'Copied' : label}>
          <ActionIcon onClick={copy} aria-label={label} color={copied ? 'teal' : 'gray'} size="sm">
            {copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  )
}
