import { ActionIcon, Menu, ScrollArea, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { Family } from '../step-kind.ts'
import { familyWords, stepKinds } from '../step-kinds.ts'
import classes from './canvas.module.css'

interface Props {
  /** Where the step would be: "after Wait". */
  readonly label: string
  readonly onAdd: (kind: string) => void
  readonly size?: number
}

/** All kinds of steps, by what they are for. */
export function AddStepMenu({ label, onAdd, size = 22 }: Props) {
  return (
    <Menu position="bottom" width={280} withinPortal shadow="md" trapFocus>
      <Menu.Target>
        <ActionIcon
          aria-label={label}
          title={label}
          size={size}
          radius="xl"
          className={`nodrag nopan ${classes.add}`}
        >
          <IconPlus size={size - 7} stroke={2.4} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className="nodrag nopan nowheel">
        <ScrollArea.Autosize mah={360} type="auto">
          {(Object.keys(familyWords) as Family[]).map(family => (
            <div key={family}>
              <Menu.Label>{familyWords[family]}</Menu.Label>
              {Object.entries(stepKinds)
                .filter(([, kind]) => kind.family === family)
                .map(([kind, { label: name, about, icon: Sign }]) => (
                  <Menu.Item
                    key={kind}
                    leftSection={<Sign size={18} stroke={1.7} aria-hidden />}
                    onClick={() => onAdd(kind)}
                  >
                    <Text size="sm" fw={550}>
                      {name}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {about}
                    </Text>
                  </Menu.Item>
                ))}
            </div>
          ))}
        </ScrollArea.Autosize>
      </Menu.Dropdown>
    </Menu>
  )
}
