# title: Before you begin
# by: Vesper
# about: 3 minutes. Noting, Progressive relaxation.
# kind: meditation
# language: en-GB
# cast: narrator = man, low, slow
# minutes: 2-6 usually 3
# mood: courage
-> phase_1

=== phase_1 ===
# chapter: Arriving
# bed: drone
# pace: slow
# bell
# pause: 3s
Lie down, and let what is under you have your weight. # stretch: 0.3
Something is waiting for you, and part of you would rather not. Both of them may sit down here. # stretch: 1.5
-> phase_2

=== phase_2 ===
# chapter: Noting
# pace: slow
Sit at the window of your mind for a while, and see who goes by. # stretch: 1.3
If something is holding on around your back, let it know that it has been noticed. # stretch: 0.9
If nothing seems to come, that can have a name as well. Waiting. # stretch: 1.4
-> phase_3

=== phase_3 ===
# chapter: Progressive relaxation
# pace: slow
We will tighten one part of the body at a time, gently, and then let it go. Leave out whatever is sore. # stretch: 1.4
Press the eyes shut, wrinkle the whole face, and let it go smooth. # stretch: 0.9
Curl the toes. Wait. And uncurl them, one after the other. # stretch: 1.3
-> phase_4

=== phase_4 ===
# chapter: Coming back
# pace: slow
Begin to come back. Let the breath grow a little deeper, as it does before one wakes. # stretch: 0.9
That is all for now. Take your time.
# bell
# stretch: 0.8
-> END
