# title: Room for sorrow
# by: Vesper
# about: 8 minutes. Loving-kindness, Grounding through the senses.
# kind: meditation
# language: en
# cast: narrator = man, low, slow
# minutes: 4-16 usually 8
# mood: grief
-> phase_1

=== phase_1 ===
# chapter: Arriving
# bed: rain
# pace: slow
# bell
# pause: 3s
Stand with both feet flat on the ground, and let the knees be a little loose. # stretch: 0.5
You don't have to feel any better here. Whatever has come with you may stay as it is. # stretch: 3.3
-> phase_2

=== phase_2 ===
# chapter: Settling
# pace: slow
Feel the ground come up to meet you, first under the heel, then under the toes. # stretch: 1.1
Let the shoulders hang, and the arms do as they like. # stretch: 0.7
Keep your eyes open, and let them rest a little way ahead. # stretch: 1.2
-> phase_3

=== phase_3 ===
# chapter: Loving-kindness
# pace: slow
Think of somebody who is easy to be fond of. A friend, a child, an animal by the fire. # stretch: 1.5
See them as they look when nobody asks anything of them. Wish them well, in plain words. # stretch: 1.5
Let the wish go out with the breath, without pushing it. # stretch: 1.4
If that feels odd, let it be odd. The words still count. # stretch: 1.3
Bring in somebody you hardly know, whose face you saw today. They too would like a quiet evening. # stretch: 1
You might try it with somebody difficult, from a good distance. Only as far as it stays honest. # stretch: 1.8
-> phase_4

=== phase_4 ===
# chapter: Grounding through the senses
# pace: slow
Find five things that you can see, or five that you remember from this room. Name them quietly. # stretch: 1.6
Find four things that you can feel. Cloth, air, the floor, your own hand. # stretch: 1.5
Listen for three sounds, one near, one far, and one in between. # stretch: 1.4
Find two things that you can smell, or two smells that you would like to have here. # stretch: 1.3
This is where you are. Let the place take shape around you again. # stretch: 1
Press your feet a little against the ground, and feel the ground press back. # stretch: 0.7
Let your hand rest on something, and learn it as if you had never touched it. # stretch: 0.6
-> phase_5

=== phase_5 ===
# chapter: Going deeper
# pace: slow
For a while now there are fewer words. You know the way. # stretch: 6.1
-> phase_6

=== phase_6 ===
# chapter: Coming back
# pace: slow
Begin to come back. Look around you once, as if you had just arrived here. # stretch: 0.7
Feel your weight go down through the legs into the ground, and stay there. # stretch: 0.4
Take one thing with you from here, however small. # stretch: 0.6
That is all for now. Take your time.
# bell
# stretch: 0.8
-> END
