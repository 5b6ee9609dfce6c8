import { ActionIcon, Group, Tooltip } from '@mantine/core'
import { IconFocusCentered, IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { Panel, useReactFlow } from '@xyflow/react'
import type { ReactNode } from 'react'
import classes from './canvas.module.css'

/** Nearer, farther, all of it; and what else belongs above the picture. */
export function ViewControls({ children }: { readonly children?: ReactNode }) {
  const { zoomIn, zoomOut, fitView } = useReactFlow()
  const tools = [
    ['Farther', IconZoomOut, () => zoomOut()],
    ['Nearer', IconZoomIn, () => zoomIn()],
    ['Show all', IconFocusCentered, () => fitView({ padding: 0.12, maxZoom: 1 })],
  ] as const
  return (
    <>
      <Panel position="bottom-left" className={classes.tools!}>
        <Group gap={2}>
          {tools.map(([label, Sign, act]) => (
            <Tooltip key={label} label={label}>
              <ActionIcon aria-label={label} onClick={act}>
                <Sign size={18} aria-hidden />
              </ActionIcon>
            </Tooltip>
          ))}
        </Group>
      </Panel>
      {children && (
        <Panel position="top-left" className={classes.tools!}>
          {children}
        </Panel>
      )}
    </>
  )
}
