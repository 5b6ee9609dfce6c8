/** What the command palette finds by name beside contacts and pages. A page with things of its own adds them here. */
import type { SpotlightActionGroupData } from '@mantine/spotlight'

export function useNamedThings(_text: string): SpotlightActionGroupData[] {
  return []
}
