import { Level } from './level-names.ts'

export const shape = { kept: Level.optional(), input: Level }
