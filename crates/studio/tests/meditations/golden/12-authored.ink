# title: Room for sorrow
# by: Vesper
# about: 12 minutes. Body scan, Loving-kindness.
# kind: meditation
# language: en-GB
# cast: narrator = man, low, slow
# minutes: 6-24 usually 12
# mood: grief
-> phase_1

=== phase_1 ===
# chapter: Arriving
# bed: rain
# pace: slow
# bell
# pause: 3s
Sit so that the chair or the cushion holds you, and let your hands lie where they like. # stretch: 0.5
You don't have to feel any better here. Whatever has come with you may stay as it is. # stretch: 0.5
Close your eyes, or let them rest on one spot in front of you. # stretch: 1.1
If tears come, let them come. If nothing comes, that is all right as well. # stretch: 0.9
Breathe as if a little of the breath could travel as far as your chest. # stretch: 1.5
-> phase_2

=== phase_2 ===
# chapter: Settling
# pace: slow
Feel the places where you are being held up, and lean into them a little more. # stretch: 1.5
Let one breath come all the way in, without helping it, and go out again by itself. # stretch: 1.2
Listen for the farthest sound you can find, and then for the nearest. # stretch: 0.7
Somewhere the breath can be felt most clearly. Let your attention sit down there. # stretch: 1
-> phase_3

=== phase_3 ===
# chapter: Body scan
# pace: slow
We will travel through the body, one place at a time, and change nothing on the way. # stretch: 1.7
Begin with the soles of the feet. Warm, cool, busy, quiet, or nothing much at all. # stretch: 1.9
If something is holding on around your chest, let it know that it has been noticed. # stretch: 1.8
Ask nothing of your head. Only feel what is there, warm or cool, tight or loose. # stretch: 1.7
Feel the long weight of the thighs, and the places where they rest. # stretch: 1.7
Come to the belly. It is moving already. You only have to join it. # stretch: 1.5
Move up the back slowly, a hand's width at a time. # stretch: 1.2
Let the shoulders be where they are. Then see if they want to be lower. # stretch: 0.8
Now the throat, the jaw, the lips, and the small muscles around the eyes. # stretch: 1
-> phase_4

=== phase_4 ===
# chapter: Loving-kindness
# pace: slow
Think of somebody who is easy to be fond of. A friend, a child, an animal by the fire. # stretch: 2
See them as they look when nobody asks anything of them. Wish them well, in plain words. # stretch: 1.9
May you be safe. May you be at ease. Say it as you would say good night. # stretch: 2.1
Let the wish go out with the breath, without pushing it. # stretch: 2
If that feels odd, let it be odd. The words still count. # stretch: 1.5
Bring in somebody you hardly know, whose face you saw today. They too would like a quiet evening. # stretch: 1.6
May you be safe. May you be at ease. It costs nothing, and you have enough of it. # stretch: 1
You might try it with somebody difficult, from a good distance. Only as far as it stays honest. # stretch: 1.3
-> phase_5

=== phase_5 ===
# chapter: Going deeper
# pace: slow
For a while now there are fewer words. You know the way. # stretch: 3.1
If you have drifted off somewhere, that is no matter. Come back by the shortest road. # stretch: 5.6
-> phase_6

=== phase_6 ===
# chapter: Coming back
# pace: slow
Begin to come back. Let the breath grow a little deeper, as it does before one wakes. # stretch: 1.5
Move the fingers first, then the toes, then whatever else has been waiting to move. # stretch: 2.9
That is all for now. Take your time.
# bell
# stretch: 0.8
-> END
