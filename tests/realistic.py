"""People as one meets them: kinds of people, each with how often they would give which answer."""

import re
from functools import cache
from random import Random

from people import LEGAL_EVERYWHERE, Person, answers_to, shipped

from recommender.model.fact import Answer, Fact

ABSENT = "absent"

# How many in a hundred of their answers somebody leaves open: most people hardly any, some a good many.
RETICENCE = (0, 0, 0, 2, 5, 20)
# With ordinary, careful and safety questions: how much of that, as people leave out less where it matters,
# and how many answers in a thousand are out of character.
LEFT_OPEN = (1.0, 0.4, 0.05)
OUT_OF_CHARACTER = (40, 15, 2)
BY_A_CLINICIAN = ("older, with a clinician’s word",)

# A weight stands behind an answer (`good 6, mixed 3, poor`; 1 where none is written), a per cent behind a
# member of a set (`knee 20, back 10`), and numbers come as stretches (`6..7 3, 8`). `absent` is a question
# that was never asked. A sheet is laid over those behind its equals sign, the later over the earlier.
PEOPLE = """
anybody
    crisis: no
    red_flags:
    red_flag_timing: absent
    age_band: 18_to_39 5, 40_to_64 5, 65_or_over 2
    known_disease:
    other_conditions: lung 5, osteoporosis 3, seizures 1, bleeding_risk 1
    medical_clearance: absent
    clinician_said: absent 9, not_asked
    crisis_assessed: absent
    pregnancy: no 5, not_applicable 5
    medications: other 20, rate_limiting 5, sedating 3
    recent_illness: none 19, cold_no_fever
    days_symptom_free: absent
    breathing: usual
    post_exertional_worsening: no
    injuries: knee 8, back 10, foot_or_ankle 5, shoulder 5, neck 4, hip 3, wrist_or_hand 3
    eating_and_exercise: under_eating 3, exercising_to_compensate 1
    mania_or_psychosis_recent: no
    care: gp 40, therapist 15
    panic_disorder_care: absent 9, no
    activity_minutes: 0..59 3, 60..149 4, 150..300 3
    activity_level: a_little 2, some 4, a_lot, absent
    activity_months: 3_or_more 5, under_3 3, absent 2
    activity_pattern: steady 6, weekend_only 2, boom_and_bust, absent
    strength_days: 0 6, 1 3, 2 2, 3
    training_experience: new 3, some 5, experienced 2
    likes_intense: no 7, yes 3
    mobility: walks_freely 19, walks_with_aid
    arousal_state: settled 8, on_edge
    hypervigilance: none 7, mild 2
    startle: none 12, jumps
    exertion_reaction: fine 9, uneasy
    settling_time: minutes 7, an_hour 3
    dissociation: never 19, sometimes
    stillness: easy 9, uneasy
    panic: never 9, past
    heart_rate_fear: none 14, some
    movement_feels_unsafe: no 19, unsure
    body_attention: helpful 5, neutral 5, uneasy
    breath_cue: no 6, yes 2, absent 4
    sensory_overload: no 9, yes
    not_ok: changing_room 5, watched 6, crowds 5, mirrors 4, timed 3
    stress: low 4, moderate 5, high
    anxiety: none 6, mild 3, moderate
    low_mood: none 7, mild 3, moderate
    motivation: good 6, low 3
    rumination: none 5, some 4, a_lot
    social_anxiety: none 8, some 2
    performance_pressure: none 7, some 3, high
    starting_barrier: none 5, some 4, high
    confidence: 4..6 2, 7..8 5, 9..10 4
    routine: steady 7, disrupted 2
    sleep_quality: good 5, mixed 4, poor
    sleep_hours: 5 1, 6..7 5, 8..9 4
    shift_work: no
    energy: good 6, low 3
    overreach_signs: worse_sleep 4, lingering_soreness 4
    hard_session_last_48h: no 9, yes
    hrv: not_measured 8, within_usual, below_usual
    goals: settle 20, mood 30, stress 30, sleep 25, fitness 40, focus 15, immune_health 10, anxiety 10
    likes: walking 40, nature_walking 25, easy_cycling 15, dancing 15, yoga 15, strength_light 10,
      swimming 10
    dislikes: running 15, hiit 20, boot_camp 20, group_class 20, yoga 8, swimming 8, dancing 8, walking 3
    settings_ok: home 85, quiet_street 80, park_or_nature 75, gym 35, pool 30, group_class 25
    outdoor_safety: safe 8, unsure 2
    company: alone 5, one_person 3, small_group 2
    companion_available: no 5, yes 5
    days_available: 2..3 3, 4..5 5, 6..7 2
    minutes_available: 15..25 2, 30..60 6, 61..90
    preferred_time: morning 3, midday, afternoon 2, evening 3, varies 2
on edge
    arousal_state: on_edge 7, settled 2, switching
    hypervigilance: moderate 5, severe 5
    startle: jumps 7, none 2, freezes
    settling_time: an_hour 4, some_hours 4, rest_of_day
    movement_feels_unsafe: yes 5, unsure 3, no 2
    not_ok: someone_behind 50, crowds 40, enclosed 25, loud_sound 25, eyes_closed 25, watched 20, touched 20
    sensory_overload: yes 4, no 6
    stress: high 4, moderate 5
    anxiety: moderate 5, severe 3, mild
    sleep_quality: mixed 5, poor 4, good
    goals: settle 70, sleep 40, anxiety 40, fitness 30
far away
    arousal_state: shut_down 7, switching 2
    dissociation: often 5, sometimes 5
    stillness: loses_time 5, uneasy 4, easy
    body_attention: numb 5, uneasy 3, too_much, neutral
    movement_feels_unsafe: unsure 5, yes 3, no
    low_mood: moderate 5, severe 3, mild
    energy: low 6, depleted 4
    not_ok: lying_down 40, eyes_closed 45, touched 30, floor 20
worn out
    energy: depleted 6, low 4
    sleep_quality: poor 7, mixed 3
    sleep_hours: 3..5 6, 6..7 3, 10..11
    stress: high 6, moderate 3
inactive
    activity_minutes: 0..19 6, 20..59 4
    activity_level: none 5, a_little 5
    activity_months: under_3 7, absent 3
    activity_pattern: not_active 7, boom_and_bust, absent
    strength_days: 0
    training_experience: new 6, some 3
trained
    activity_minutes: 150..240 5, 241..420 4
    activity_level: a_lot 8, some 2
    activity_months: 3_or_more
    activity_pattern: steady
    strength_days: 1 2, 2 5, 3 3, 4
    training_experience: experienced 6, some 4
    likes_intense: yes 6, no 4
    likes: running 50, cycling 40, swimming 25, strength 30, hiit 25, hiking 25, intervals 20
    dislikes: yoga 15, group_class 15, dancing 15
    confidence: 8..10
    days_available: 4..5 5, 6..7 5
    minutes_available: 45..60 5, 61..90 4
healthy and active = anybody + trained
    age_band: 18_to_39 6, 40_to_64 4
    energy: good
    sleep_quality: good 7, mixed 3
    other_conditions:
    arousal_state: settled
    exertion_reaction: fine
    startle: none
    panic: never 9, past
    stress: low 6, moderate 4
    overreach_signs:
    dissociation: never
    recent_illness: none
    eating_and_exercise:
    movement_feels_unsafe: no
    heart_rate_fear: none
    medications: other 15
    sleep_hours: 6..9
sedentary worker = anybody + inactive
    age_band: 18_to_39 4, 40_to_64 6
    stress: moderate 6, high 3, low
    motivation: low 5, good 5
    injuries: back 30, neck 20, knee 10, wrist_or_hand 8
    minutes_available: 10..20 4, 30..45 5
    preferred_time: midday 3, evening 5, varies 2
hypervigilant and fit = anybody + trained + on edge
    exertion_reaction: fine 6, uneasy 3, alarmed
shut down and inactive = anybody + inactive + far away
    starting_barrier: high 5, some 4
switching = anybody + far away + on edge
    arousal_state: switching 8, on_edge, shut_down
    stillness: uneasy
    exertion_reaction: uneasy 5, alarmed 3, fine 2
    routine: disrupted 6, steady 4
panic = anybody
    panic: current 7, past 3
    heart_rate_fear: strong 6, some 3, none
    panic_disorder_care: yes 4, no 4, absent 2
    exertion_reaction: alarmed 5, uneasy 4, fine
    anxiety: moderate 5, severe 5
    hypervigilance: mild 5, moderate 4, none
    body_attention: too_much 4, uneasy 5, neutral
    medications: rate_limiting 20, other 20
    settling_time: an_hour 5, some_hours 4, minutes
depressed and exhausted = anybody + inactive + worn out
    low_mood: severe 5, moderate 5
    motivation: very_low 6, low 4
    starting_barrier: high 7, some 3
    confidence: 0..3 6, 4..6 4
    rumination: a_lot 6, some 3
    arousal_state: shut_down 3, settled 4, unknown 2
    goals: mood 80, sleep 30
    likes: walking 20
older, with a clinician’s word = anybody
    age_band: 65_or_over 8, 40_to_64 2
    known_disease: heart_or_circulation 70, diabetes_or_metabolic 40, kidney 15
    medical_clearance: moderate 5, light 3, any 2, none
    clinician_said: moderate 3, light 3, absent 3
    medications: rate_limiting 60, insulin_or_sulphonylurea 15, other 50, sedating 8
    other_conditions: osteoporosis 15, lung 10, frequent_falls 4
    injuries: knee 25, hip 20, back 15
    mobility: walks_freely 7, walks_with_aid 3
    pregnancy: not_applicable
    likes_intense: no
wheelchair user = anybody
    mobility: wheelchair 8, stands_briefly 2
    injuries: shoulder 20, wrist_or_hand 15
    likes: wheelchair_pushing 50, arm_cycling 35, easy_swimming 25, chair_yoga 20, seated_movement 20
    activity_minutes: 0..59 3, 60..149 4, 150..300 3
pregnant = anybody
    pregnancy: pregnant 7, recent_birth 3
    age_band: 18_to_39
    injuries: back 20, hip 10
    sleep_quality: mixed 6, poor 2, good 2
    energy: low 6, good 3
    care: gp 60, specialist 60
after an illness = anybody
    recent_illness: fever_or_flu_like 6, cold_no_fever 4
    days_symptom_free: 7..30 8, 0..6, absent
    breathing: usual 19, more_effort_than_usual
    energy: low 6, good 3, depleted
    activity_pattern: boom_and_bust 3, steady 5
a strain around eating = anybody + trained
    eating_and_exercise: under_eating 30, exercising_to_compensate 25, distress_when_resting 25,
      exercising_while_ill 20
    performance_pressure: high 6, some 3
    overreach_signs: worse_mood 20, lingering_soreness 20, more_illness 10
    anxiety: moderate 5, mild 5
    stress: moderate 5, high 4
    body_attention: uneasy 5, too_much 2, neutral 3
shift worker = anybody
    shift_work: rotating 6, fixed_nights 4
    sleep_quality: poor 4, mixed 5, good
    sleep_hours: 4..5 4, 6..7 6
    routine: disrupted 8, steady 2
    preferred_time: varies 7, morning 2, evening
    energy: low 6, good 4
    stress: moderate 6, high 3
carer with little time = anybody
    minutes_available: 5..10 4, 11..20 6
    days_available: 1..2 4, 3..5 4, 7
    stress: high 6, moderate 4
    energy: low 6, good 3, depleted
    routine: disrupted 6, steady 4
    starting_barrier: some 6, high 3
    settings_ok: home 100, quiet_street 40
    care: gp 20
afraid among people = anybody
    social_anxiety: high 7, some 3
    not_ok: watched 60, crowds 60, mirrors 30, changing_room 40
    performance_pressure: high 5, some 4
    anxiety: moderate 6, severe 2, mild 2
    company: alone 8, one_person 2
    settings_ok: home 95, quiet_street 40, park_or_nature 40
    outdoor_safety: unsure 5, safe 4, unsafe
    dislikes: group_class 60, running_club 50, team_sport 50
athlete beyond recovery = anybody + trained + worn out
    activity_minutes: 300..600 7, 240..299 3
    likes_intense: yes 9, no
    energy: low 6, depleted 2, good 2
    overreach_signs: worse_sleep 60, lingering_soreness 60, same_pace_feels_harder 60,
      rising_resting_heart_rate 40, worse_mood 40, more_illness 30
    hrv: below_usual 5, not_measured 4, within_usual
    hard_session_last_48h: yes 7, no 3
    performance_pressure: high 4, some 4, none 2
"""


def _sheets(text: str) -> dict[str, dict[str, str]]:
    """The sheets under their headings, each laid over those that its heading names."""
    found: dict[str, dict[str, str]] = {}
    for block in re.split(r"\n(?=\S)", text.strip()):
        heading, *lines = re.split(r"\n\s*(?=\w+:)", block)
        name, _, under = heading.partition(" = ")
        found[name] = {}
        for other in under.split(" + ") if under else ():
            found[name] |= found[other]
        found[name] |= {fact: written for fact, _, written in (line.partition(":") for line in lines)}
    return found


SHEETS = _sheets(PEOPLE)
CLUSTERS = {name: sheet for name, sheet in SHEETS.items() if SHEETS["anybody"].keys() <= sheet.keys()}


def somebody_of(cluster: str, random: Random) -> Person:
    """The person of that kind that these dice come up with."""
    sheet, reticence = CLUSTERS[cluster], random.choice(RETICENCE)
    role = "clinician" if cluster in BY_A_CLINICIAN else "self"
    answers = {}
    for name in shipped().vocabulary.asked():
        answer = _answer(shipped().vocabulary[name], sheet[name], reticence, random)
        if answer in LEGAL_EVERYWHERE or (answer != ABSENT and _may_say(name, role)):
            answers[name] = answer
    return Person(answers, role)


@cache
def crowd(cluster: str, many: int) -> tuple[Person, ...]:
    """So many people of a kind, the same ones every time; fewer of them are the first of more."""
    return tuple(somebody_of(cluster, Random(f"{cluster} {number}")) for number in range(many))


def weights(written: str) -> dict[str, int]:
    """What may be said, and how often, out of one line of a sheet."""
    parts = [part.split() for part in written.split(",") if part.strip()]
    return {part[0]: int(part[1]) if len(part) > 1 else 1 for part in parts}


def _may_say(name: str, role: str) -> bool:
    return role == "clinician" or not shipped().vocabulary[name].clinician


def _answer(fact: Fact, written: str, reticence: int, random: Random) -> Answer:
    care = 2 if fact.safety else 1 if fact.careful else 0
    if random.random() * 100 < reticence * LEFT_OPEN[care]:
        return random.choice((*LEGAL_EVERYWHERE, ABSENT))
    if written != ABSENT and random.random() * 1000 < OUT_OF_CHARACTER[care]:
        return answers_to(fact, random)
    often = weights(written)
    if fact.kind == "set":
        return frozenset(member for member, percent in often.items() if random.random() * 100 < percent)
    said = random.choices(tuple(often), tuple(often.values()))[0]
    return _number(said, random) if fact.kind == "number" and said[0].isdigit() else said


def _number(stretch: str, random: Random) -> int:
    low, _, high = stretch.partition("..")
    return random.randint(int(low), int(high or low))
