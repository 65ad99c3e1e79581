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
Feel where the mattress meets you. Heels, hips, ribs, and the broad bones of the shoulders. # stretch: 1.1
Let the breath come and go without being asked. # stretch: 0.7
If your hands are holding something, even each other, they may stop. # stretch: 1.3
-> phase_3

=== phase_3 ===
# chapter: Progressive relaxation
# pace: slow
# style: soft
Draw both shoulders up, a little, as if somebody had left a window open. Hold them there.
Now let them come down, in their own time. # stretch: 2.8
Once more, smaller. Up, and hold, and let go. # stretch: 1.8
Tighten the belly as if somebody were about to poke it. And let it be round again. # stretch: 1.2
Press the backs of the arms into the bed, and then let the bed press back. # stretch: 0.8
Scowl at the dark with your whole face. And stop scowling. # stretch: 0.5
Whatever was left of that effort can drain off into the sheet. # stretch: 0.3
-> phase_4

=== phase_4 ===
# chapter: Body scan
# pace: slow
# style: soft
Walk through yourself now with a small light, beginning at the feet. # stretch: 1.8
The soles. The ankles. The long road up to the knees. # stretch: 2.3
Past the hips, and in under the ribs, where it is warm. # stretch: 1.5
Here are the shoulders again. See what has become of them. # stretch: 1
The jaw, the tongue, the eyelids. Put the light out when you have seen enough. # stretch: 2.3
-> phase_5

=== phase_5 ===
# chapter: Going deeper
# pace: slow
# style: soft
There is nothing left on the list. # stretch: 2
The rain goes on counting, so that you don't have to. # stretch: 3.9
-> phase_6

=== phase_6 ===
# chapter: Drifting off
# pace: slow
# style: soft
There is nothing more to do now, and nothing more to listen for. # stretch: 2
The bed is holding you. The night is doing the rest. # stretch: 4.1
-> END
