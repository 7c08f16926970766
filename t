The words below speak to the client, so that they can be read together or
handed over.

Something you answered is for a doctor or another health professional to look
at first, in the next few days. From here, nobody can tell what the cause is.
This is a pause and not a verdict, and movement can come later.

People and lines to contact
  - In a crisis: A crisis line where you are: findahelpline.com lists lines by
    country. Your local emergency number is for danger now.
  - Emergency: Your local emergency number. In many countries, 112 or 911
    works from a mobile phone.
  - Medical advice: A doctor or nurse you can reach, or the out-of-hours
    medical service where you live.
  - Support: Someone you trust, a doctor, or a counsellor. findahelpline.com
    also lists lines for violence, grief and worry.

For now
  Until then, an ordinary easy day is enough, with rest whenever you like and
  nothing strenuous. A warm drink, music or some company may make the waiting
  easier. If it gets worse quickly, call the emergency number. For any other
  worry, the medical contact is there.

Why this comes first
  - You told us about complications in or after a pregnancy. Your midwife or
    doctor knows what fits at this time, so hearing from them comes before a
    programme.

A line you can show to a clinician
  Before I begin a movement programme, I was asked to have this looked at. The
  reason given: Complications in pregnancy are looked at first. Which effort
  is fine for me, if any for now?

What would open a programme
  A doctor or another health professional looks at this first. When they have
  said what effort is fine for you, the questions can be answered afresh with
  that.

This is information for thinking with. It does not replace medical or
psychological care, and it makes no diagnosis. What to do with it is for
people to decide: you, and those who care for your health.
