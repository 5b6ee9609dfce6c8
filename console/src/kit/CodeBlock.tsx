import { ActionIcon, Box, Tooltip } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { tellProblem } from '../api/queries.ts'
import classes from './code.module.css'
import { copyText } from './copy-text.ts'
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
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), 1500)
    return () => clearTimeout(timer)
  }, [isCopied])
  return (
    <Tooltip label={isCopied ? 'Copied' : label}>
      <ActionIcon
        onClick={() => copyText(value).then(() => setCopied(true), tellProblem)}
        aria-label={label}
        color={isCopied ? 'teal' : 'gray'}
        size="sm"
      >
        {isCopied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  )
}
