# title: A quieter moment
# by: Vesper
# about: 5 minutes. Box breathing.
# kind: meditation
# language: en
# minutes: 4-10 usually 5
# mood: calm
-> phase_1

=== phase_1 ===
# chapter: Arriving
# bed: waves
# pace: slow
# bell
# pause: 3s
Lie down, and let what is under you have your weight. # stretch: 0.4
Nothing has to be solved in these minutes. You can set it down, and pick it up later if you still want it. # stretch: 1.3
-> phase_2

=== phase_2 ===
# chapter: Settling
# pace: slow
Feel the places where you are being held up, and lean into them a little more. # stretch: 2.2
-> phase_3

=== phase_3 ===
# chapter: Box breathing
# pace: slow
We will breathe in a square. In, hold, out, rest, and each side lasts four seconds. # stretch: 0.8
Breathe small. About as much air as you would use to read a sentence aloud. # stretch: 0.8
Breathe in. # breathe: in 4s
Hold. # breathe: hold 4s
And out. # breathe: out 4s
Rest. # breathe: rest 4s
Breathe in. # breathe: in 4s
Hold. # breathe: hold 4s
And out. # breathe: out 4s
Rest. # breathe: rest 4s
# breathe: in 4s
# breathe: hold 4s
# breathe: out 4s
# breathe: rest 4s
Breathe in. # breathe: in 4s
# breathe: hold 4s
# breathe: out 4s
# breathe: rest 4s
Breathe as if a little of the breath could travel as far as your back. # stretch: 0.8
If a hold is unpleasant, let go of it early, and wait for the next side. # stretch: 0.7
Let the breath find its own length again. The square can stay in the room without you. # stretch: 0.7
See how the body is now that nobody is counting for it. # stretch: 0.7
Four sides, four corners, and you may rest a moment in each of them. # stretch: 0.7
If it helps, draw the square with one finger on your knee, or only in your mind. # stretch: 0.7
Nothing is being measured. A crooked square will do. # stretch: 1.9
-> phase_4

=== phase_4 ===
# chapter: Coming back
# pace: slow
Begin to come back. Let the breath grow a little deeper, as it does before one wakes.
Move the fingers first, then the toes, then whatever else has been waiting to move. # stretch: 0.2
That is all for now. Take your time.
# bell
# stretch: 0.8
-> END
