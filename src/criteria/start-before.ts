import { IsoDate } from '../item.ts'

export const shape = { kept: IsoDate.optional(), input: IsoDate }
