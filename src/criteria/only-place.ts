import type { Alternative } from './alternatives.ts'

/** Another place for the same goal: it goes with the place that it stands beside. */
export const isOnlyPlace = ({ topic, occupation }: Alternative): boolean => !topic && !occupation
