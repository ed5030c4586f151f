import type { Locale } from '../../guardrails/finding.ts'
import type { Criteria, CriteriaInput } from '../criteria/criteria.ts'
import { fieldOf, type OpenField, openFields } from '../occupations/fields.ts'
import { choicesAmong } from '../options/selection.ts'
import { admittedBy, type Search, shortlist, within } from '../options/shortlist.ts'
import type { Question } from '../record/turn.ts'

/** How many fields of work a vague wish is opened with, and how many are looked up for it: an offer may point to a trade and answer no field. */
const mostFields = 5
const mostLookedUp = 7

/**
 * The choices that open a vague wish: what is unknown is the field, which splits what is left more than kind, date or place do. The fields of
 * work that most of the offers within the other criteria are of, then the other ways in, each with how many offers it leads to; none that
 * leads nowhere, nor one of what is refused or left.
 */
export async function openingChoices(
  criteria: Criteria,
  search: Search,
  { codes, others, locale }: { codes: readonly string[]; others: Question['choices']; locale: Locale },
): Promise<Question['choices']> {
  const counts = await search.index.pointing({ ...admittedBy(criteria, search.circumstances), kinds: criteria.kinds })
  const unwanted = [...criteria.refused, ...criteria.past].flatMap((one) =>
    one.criterion === 'topic' ? fieldOf(one.value) : one.criterion === 'occupation' ? [one.value.code] : [],
  )
  const isUnwanted = (field: OpenField) =>
    unwanted.some((code) => field.codes.some((own) => own.startsWith(code) || code.startsWith(own)))
  const countOf = (field: OpenField) =>
    codes.reduce((sum, code, at) => sum + (field.codes.some((own) => code.startsWith(own)) ? (counts[at] ?? 0) : 0), 0)
  const fields = openFields
    .filter((field) => !isUnwanted(field))
    .map((field) => ({ label: field.label[locale], count: countOf(field), criteria: { topic: field.name } }))
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count)
    .slice(0, mostLookedUp)
  /** What a way in leads to, as the search itself would answer; what it does not read to the end counts by what offers are about. */
  const leading = async <Way extends { criteria?: CriteriaInput; count?: number }>(way: Way) => {
    // Words that nobody knows are not looked for beside the way that was chosen.
    const asked = { ...(criteria.topic !== undefined && { topic: null }), ...way.criteria }
    const { kept } = await shortlist({ ...criteria, ...asked } as Criteria, search)
    const found = choicesAmong(kept).length
    return { ...way, criteria: asked, count: kept.length < within ? found : Math.max(found, way.count ?? 0) }
  }
  const [works, besides] = await Promise.all([Promise.all(fields.map(leading)), Promise.all(others.map(leading))])
  const open = <Way extends { count: number }>(ways: readonly Way[]) => ways.filter(({ count }) => count > 0)
  return [...open(works).slice(0, mostFields), ...open(besides)].map(({ label, count, criteria: asked }) => ({
    label: `${label} (${new Intl.NumberFormat(locale).format(count)})`,
    criteria: asked,
  }))
}
