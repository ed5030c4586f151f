import type { Profile } from '../../need/profile.ts'
import { day } from './format.ts'
import type { Messages } from './messages-fr.ts'

/** The profile as lines: the field, and its value in words. */
export function profileWords(profile: Profile, messages: Messages): [field: string, value: string][] {
  const { dossierPanel: words } = messages
  const { availability } = profile
  const available = availability && [
    availability.from && words.from(day(availability.from, messages)),
    availability.partTime && words.partTime,
    availability.schedule && messages.schedules[availability.schedule],
  ]
  const lines: [string, string | undefined][] = [
    ['targetOccupation', profile.targetOccupation?.label],
    [
      'experience',
      profile.experience.map(({ occupation, years }) => `${occupation} (${words.years[years]})`).join(', '),
    ],
    ['level', profile.level && messages.criterion.level.value(profile.level)],
    ['skills', profile.skills.join(', ')],
    ['languages', profile.languages.map(({ code, level }) => `${code} ${level}`).join(', ')],
    ['near', profile.near?.name],
    ['radiusKm', profile.radiusKm && words.km(profile.radiusKm)],
    ['availability', available?.filter(Boolean).join(', ')],
    ['modality', profile.modality && messages.modalities[profile.modality]],
    ['digitalEase', profile.digitalEase && words.ease[profile.digitalEase]],
    ['constraints', profile.constraints.join(', ')],
  ].map(([field, value]) => [field as string, value ? `${value}` : undefined])
  return lines.flatMap(([field, value]) => (value ? [[field, value]] : []))
}
