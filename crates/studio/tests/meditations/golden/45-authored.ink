# title: One thing at a time
# by: Vesper
# about: 45 minutes. Noting, Counting breaths, Listening, Grounding through the senses.
# kind: meditation
# language: en
# minutes: 11-90 usually 45
# mood: focus
-> phase_1

=== phase_1 ===
# chapter: Arriving
# bed: brown
# pace: slow
# bell
# pause: 3s
Begin to walk, more slowly than you usually would, with your eyes open. # stretch: 0.8
For this little while there is one thing to do, and you are already doing it. # stretch: 0.8
You are not going anywhere. Each step is already the place. # stretch: 1.8
When attention wanders off, that is no mistake. Coming back is the exercise. # stretch: 1.7
Bring your attention to your eyes, the way you would look in on somebody asleep. # stretch: 1.6
Breathe as if a little of the breath could travel as far as your eyes. # stretch: 1.2
If something is holding on around your eyes, let it know that it has been noticed. # stretch: 2.1
-> phase_2

=== phase_2 ===
# chapter: Settling
# pace: slow
Feel the ground come up to meet you, first under the heel, then under the toes. # stretch: 2.4
Let the shoulders hang, and the arms do as they like. # stretch: 2.3
Keep your eyes open, and let them rest a little way ahead. # stretch: 1.9
Let the breath come as it comes, without keeping time with anything. # stretch: 4.5
You might let go of a little effort somewhere. It need not be much. # stretch: 3.8
-> phase_3

=== phase_3 ===
# chapter: Noting
# pace: slow
Sit at the window of your mind for a while, and see who goes by. # stretch: 2.6
When a thought comes, give it a short name. Planning. Remembering. Worrying. Then let it walk on. # stretch: 2.6
Ask nothing of your eyes. Only feel what is there, warm or cool, tight or loose. # stretch: 2.5
The name is enough. You don't have to follow anybody home. # stretch: 2.5
Sounds may be called hearing. An itch may be called itching. Whatever it is, one word will do. # stretch: 2.7
If nothing seems to come, that can have a name as well. Waiting. # stretch: 2.6
Say the name gently. It is a greeting, and no reproach. # stretch: 2.3
Sometimes the same visitor comes ten times. Greet it ten times. # stretch: 2.2
Notice how a thought changes a little once it has been named. # stretch: 2.2
There may be a mood under the thoughts. It can have a name too. # stretch: 2.1
Let the names thin out now. The window stays open. # stretch: 5.3
Quiet, or nearly quiet, is quiet enough. # stretch: 4.6
This minute is not for anything. # stretch: 4.2
-> phase_4

=== phase_4 ===
# chapter: Counting breaths
# pace: slow
We will count breaths. One, at the end of the first breath out. Two, at the end of the next. # stretch: 2.4
When you come to ten, begin again at one. When you lose the number, begin again at one. # stretch: 2.4
The counting is quiet, in the background. The breath is in front. # stretch: 2.4
You don't have to breathe in any special way. Count the breath that comes. # stretch: 2.3
One is a perfectly good number. Most of us visit it often. # stretch: 2.3
If you find yourself at fourteen, smile, and come back to one. # stretch: 2.2
Feel the small rest after each breath out, before the next number arrives. # stretch: 2.2
See whether the number can be as soft as a fingertip on a table. # stretch: 2.1
Perhaps a thought has borrowed your attention. You can ask for it back, and count one. # stretch: 2.1
Let the last few counts grow fainter, until only the breathing is left. # stretch: 5.3
Feel the breath once, from its beginning to its end. # stretch: 5.3
There is time. There is more of it than it seems. # stretch: 7.3
-> phase_5

=== phase_5 ===
# chapter: Listening
# pace: slow
Let your ears be open, the way a bowl is open. You don't have to go and fetch anything. # stretch: 2.1
There are sounds close by. Your own breathing may be one of them. # stretch: 2.1
There are sounds farther off. You don't have to know what they are. # stretch: 2.1
A sound begins, stays a while, and is gone. See if you can hear the end of one. # stretch: 2
Between two sounds there is a space. Listen to that as well. # stretch: 2
If a sound annoys you, hear how it is made. High or low, rough or smooth, moving or still. # stretch: 2.1
Thoughts may be heard like sounds from another room. You need not go in. # stretch: 2.1
Let everything arrive at the same distance. # stretch: 1.9
Listen as if somebody were about to say your name, kindly. # stretch: 5.3
Whatever comes up may come up, and whatever goes may go. # stretch: 5.3
Listen for a moment to how quiet it is between the sounds. # stretch: 5.3
Rest in the part of you that is not in a hurry. # stretch: 6.1
-> phase_6

=== phase_6 ===
# chapter: Grounding through the senses
# pace: slow
Find five things that you can see, or five that you remember from this room. Name them quietly. # stretch: 1.6
Find four things that you can feel. Cloth, air, the floor, your own hand. # stretch: 1.6
Listen for three sounds, one near, one far, and one in between. # stretch: 1.6
Find two things that you can smell, or two smells that you would like to have here. # stretch: 1.6
And one taste, however faint. # stretch: 1.5
This is where you are. Let the place take shape around you again. # stretch: 1.5
Press your feet a little against the ground, and feel the ground press back. # stretch: 1.4
Let your hand rest on something, and learn it as if you had never touched it. # stretch: 1.5
The mind may be in tomorrow. The hands are here, and they can tell you what the day is like. # stretch: 5.3
Still here. Nothing is asked of you. # stretch: 5.3
Stay as long as you like with what you find. # stretch: 5.3
If you have wandered, here is the way back. One breath. # stretch: 5.3
Let it be as it is, for one breath more. # stretch: 4.7
-> phase_7

=== phase_7 ===
# chapter: Going deeper
# pace: slow
For a while now there are fewer words. You know the way. # stretch: 3.6
Let whatever is going on go on, with a little more room around it. # stretch: 3.5
The breath comes and goes, like somebody walking up and down on a beach. # stretch: 3.4
There is nothing to reach. This is already a piece of it. # stretch: 3.3
If you have drifted off somewhere, that is no matter. Come back by the shortest road. # stretch: 3.7
Let the space between two thoughts be as wide as it wants to be. # stretch: 3.5
Feel the whole body, resting, and the quiet on either side of it. # stretch: 3.3
Every so often the mind asks whether this is right. You can nod, and go on. # stretch: 8.3
-> phase_8

=== phase_8 ===
# chapter: Coming back
# pace: slow
Begin to come back. Look around you once, as if you had just arrived here. # stretch: 1.1
Feel your weight go down through the legs into the ground, and stay there. # stretch: 1.1
Take one thing with you from here, however small. # stretch: 1.1
Go on at your own pace, when you like. # stretch: 8.2
That is all for now. Take your time.
# bell
# stretch: 0.8
-> END
