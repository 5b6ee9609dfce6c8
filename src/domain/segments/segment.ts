/** A segment: contacts with something in common, under a name. */
export interface Segment {
  readonly id: string
  readonly name: string
}
