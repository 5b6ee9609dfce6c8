/** Names for the answers that pages pass about. */
import type { Answer } from './ask.ts'

export type Me = Answer<'getMe'>
export type Contact = Answer<'getContact'>
export type Schema = Answer<'getSchema'>
export type Interaction = Answer<'getInteraction'>
export type TimelineFact = Answer<'getTimeline'>['items'][number]
export type Send = Answer<'getSend'>
export type Purchase = Answer<'listPurchases'>['items'][number]
