# title: Room for sorrow
# by: Vesper
# about: 30 minutes. Counting breaths, Loving-kindness, Grounding through the senses, A safe place.
# kind: meditation
# language: en
# minutes: 11-60 usually 30
# mood: grief
-> phase_1

=== phase_1 ===
# chapter: Arriving
# bed: rain
# pace: slow
# bell
# pause: 3s
Lie down, and let what is under you have your weight. # stretch: 0.6
You don't have to feel any better here. Whatever has come with you may stay as it is. # stretch: 0.7
Make whatever last move you want to make. Then let the moving be over for now. # stretch: 1.4
If tears come, let them come. If nothing comes, that is all right as well. # stretch: 4.6
Stay as long as you like with what you find. # stretch: 4.1
-> phase_2

=== phase_2 ===
# chapter: Settling
# pace: slow
Feel the places where you are being held up, and lean into them a little more. # stretch: 1.8
Let one breath come all the way in, without helping it, and go out again by itself. # stretch: 1.7
The forehead may smooth out. The jaw may hang. There is nobody to make a face for. # stretch: 1.9
Listen for the farthest sound you can find, and then for the nearest. # stretch: 1.8
Somewhere the breath can be felt most clearly. Let your attention sit down there. # stretch: 1.7
You may notice a wish to hurry. Let it stand by the door. # stretch: 4.9
-> phase_3

=== phase_3 ===
# chapter: Counting breaths
# pace: slow
We will count breaths. One, at the end of the first breath out. Two, at the end of the next. # stretch: 2
When you come to ten, begin again at one. When you lose the number, begin again at one. # stretch: 2
The counting is quiet, in the background. The breath is in front. # stretch: 1.9
You don't have to breathe in any special way. Count the breath that comes. # stretch: 1.9
One is a perfectly good number. Most of us visit it often. # stretch: 1.8
If you find yourself at fourteen, smile, and come back to one. # stretch: 1.7
Feel the small rest after each breath out, before the next number arrives. # stretch: 1.7
See whether the number can be as soft as a fingertip on a table. # stretch: 1.6
Perhaps a thought has borrowed your attention. You can ask for it back, and count one. # stretch: 1.5
Let the last few counts grow fainter, until only the breathing is left. # stretch: 3.8
-> phase_4

=== phase_4 ===
# chapter: Loving-kindness
# pace: slow
Think of somebody who is easy to be fond of. A friend, a child, an animal by the fire. # stretch: 2
See them as they look when nobody asks anything of them. Wish them well, in plain words. # stretch: 1.9
May you be safe. May you be at ease. Say it as you would say good night. # stretch: 1.9
Let the wish go out with the breath, without pushing it. # stretch: 1.8
Now turn the same wish around. May I be safe. May I be at ease. # stretch: 1.8
If that feels odd, let it be odd. The words still count. # stretch: 1.7
Bring in somebody you hardly know, whose face you saw today. They too would like a quiet evening. # stretch: 1.7
May you be safe. May you be at ease. It costs nothing, and you have enough of it. # stretch: 2
You might try it with somebody difficult, from a good distance. Only as far as it stays honest. # stretch: 1.5
Let the wish widen, to the house, the street, the town, everyone lying awake or working late. # stretch: 2.8
-> phase_5

=== phase_5 ===
# chapter: Grounding through the senses
# pace: slow
Find five things that you can see, or five that you remember from this room. Name them quietly. # stretch: 1.8
Find four things that you can feel. Cloth, air, the floor, your own hand. # stretch: 2
Listen for three sounds, one near, one far, and one in between. # stretch: 1.7
Find two things that you can smell, or two smells that you would like to have here. # stretch: 1.9
And one taste, however faint. # stretch: 1.6
This is where you are. Let the place take shape around you again. # stretch: 1.6
Press your feet a little against the ground, and feel the ground press back. # stretch: 1.5
Let your hand rest on something, and learn it as if you had never touched it. # stretch: 1.5
The mind may be in tomorrow. The hands are here, and they can tell you what the day is like. # stretch: 7
-> phase_6

=== phase_6 ===
# chapter: A safe place
# pace: slow
Think of a place where you could put everything down. It may be real, or made up, or partly both. # stretch: 1.6
Look around in it slowly. What is the light like, and where does it come from? # stretch: 1.7
Listen to it. A place at rest has its own small sounds. # stretch: 1.7
Feel what is under your feet there, and what the air is like on your face. # stretch: 1.7
Find the spot where you would sit, and sit down. # stretch: 1.6
Nobody can come in here unless you want them to. # stretch: 1.4
There may be something to drink, or a blanket, or an animal asleep. Let it be as you like it. # stretch: 1.5
You can leave a thing here, if you have been carrying one. It will be looked after. # stretch: 1.5
Stay a while with nothing to do. The place goes on by itself. # stretch: 1.4
Learn the way here by heart, so that you can find it without me. # stretch: 5.6
-> phase_7

=== phase_7 ===
# chapter: Going deeper
# pace: slow
For a while now there are fewer words. You know the way. # stretch: 3.2
Let whatever is going on go on, with a little more room around it. # stretch: 3.1
The breath comes and goes, like somebody walking up and down on a beach. # stretch: 3
There is nothing to reach. This is already a piece of it. # stretch: 2.8
If you have drifted off somewhere, that is no matter. Come back by the shortest road. # stretch: 2.7
Let the space between two thoughts be as wide as it wants to be. # stretch: 2
Feel the whole body, resting, and the quiet on either side of it. # stretch: 3.9
-> phase_8

=== phase_8 ===
# chapter: Coming back
# pace: slow
Begin to come back. Let the breath grow a little deeper, as it does before one wakes. # stretch: 1
Move the fingers first, then the toes, then whatever else has been waiting to move. # stretch: 0.9
Take one thing with you from here, however small. # stretch: 0.9
Open your eyes when they want to open. There is no hurry about it. # stretch: 4.2
There is time. There is more of it than it seems. # stretch: 3.6
That is all for now. Take your time.
# bell
# stretch: 0.8
-> END
