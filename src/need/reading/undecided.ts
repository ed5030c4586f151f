import type { Message } from '../../criteria/reading/message.ts'
import { hasSought } from '../../criteria/reading/stances.ts'
import undecided from './undecided.json' with { type: 'json' }

/**
 * Whether a message says that the person does not know what to look for, and surely asks for no trade and no subject: then what else it holds
 * tells of the person, and is no need.
 */
export const isUndecided = (message: Message): boolean => says.test(message.text) && !hasSought(message)

const says = new RegExp(undecided.map((one) => `(?:\\b(?:${one.says}))`).join('|'))
