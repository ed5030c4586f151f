import debts from './debts.json' with { type: 'json' }
import family from './family.json' with { type: 'json' }
import guardianship from './guardianship.json' with { type: 'json' }
import housing from './housing.json' with { type: 'json' }
import papers from './papers.json' with { type: 'json' }
import violence from './violence.json' with { type: 'json' }

/** What tells of a person's life beside GDPR art. 9 and 10: its label, words and examples, one file a type. */
export const lifeStories = {
  VIOLENCE: violence,
  GUARDIANSHIP: guardianship,
  DEBTS: debts,
  HOUSING: housing,
  FAMILY: family,
  PAPERS: papers,
} as const
