import type { Messages } from './messages-fr.ts'
import { panelsEn } from './panels-en.ts'
import { type PanelWords, panelsFr } from './panels-fr.ts'

/** The words of the panels, in the language of the page. */
export const panelWords = ({ locale }: Messages): PanelWords => (locale === 'fr-FR' ? panelsFr : panelsEn)
