# title: Towards sleep
# by: Vesper
# about: 8 minutes. Progressive relaxation, Body scan.
# kind: meditation
# language: en
# minutes: 4-16 usually 8
# mood: sleep
-> phase_1

=== phase_1 ===
# chapter: Arriving
# bed: rain
# pace: slow
# style: soft
# bell
# pause: 3s
Lie down, and let what is under you have your weight. # stretch: 0.4
You don't have to fall asleep. You only have to lie here, and that part is already done. # stretch: 0.5
You said that your shoulders are tight. They may be as tight as they like for now. # stretch: 0.6
Let the pillow have the back of your head. # stretch: 1.3
-> phase_2

=== phase_2 ===
# chapter: Settling
# pace: slow
# style: soft
Feel the places where you are being held up, and lean into them a little more. # stretch: 1.1
The forehead may smooth out. The jaw may hang. There is nobody to make a face for. # stretch: 0.7
Somewhere the breath can be felt most clearly. # stretch: 1.1
-> phase_3

=== phase_3 ===
# chapter: Progressive relaxation
# pace: slow
# style: soft
We will tighten one part of the body at a time, gently, and then let it go. Leave out whatever is sore. # stretch: 1.6
Make loose fists. Hold them for a breath, and let the hands fall open. # stretch: 1.5
Draw the shoulders up towards the ears. Hold them there, and let them drop. # stretch: 1.5
Tighten the belly as if somebody were about to poke it. And let it be round again. # stretch: 1.1
Curl the toes. Wait. And uncurl them, one after the other. # stretch: 0.7
Go wherever there is still some effort, tighten it on purpose, and set it free. # stretch: 1
-> phase_4

=== phase_4 ===
# chapter: Body scan
# pace: slow
# style: soft
We will travel through the body, one place at a time, and change nothing on the way. # stretch: 1.7
Begin with the soles of the feet. Warm, cool, busy, quiet, or nothing much at all. # stretch: 1.6
Feel the long weight of the thighs, and the places where they rest. # stretch: 1.5
Come to the belly. It is moving already. You only have to join it. # stretch: 1.1
Move up the back slowly, a hand's width at a time. # stretch: 0.7
Let the shoulders be where they are. Then see if they want to be lower. # stretch: 1.2
-> phase_5

=== phase_5 ===
# chapter: Going deeper
# pace: slow
# style: soft
For a while now there are fewer words. You know the way. # stretch: 2
If you have drifted off somewhere, that is no matter. # stretch: 3.7
-> phase_6

=== phase_6 ===
# chapter: Drifting off
# pace: slow
# style: soft
There is nothing more to do now, and nothing more to listen for. # stretch: 2
The bed is holding you. The night is doing the rest. # stretch: 4.1
-> END
