# title: Loving-kindness
# by: Vesper
# about: Plain good wishes, first for someone easy to love, then for yourself, and then further out.
# kind: meditation
# language: en
# minutes: 3-30 usually 12
# mood: kindness, warmth, others
VAR minutes = 12
-> start

=== start ===
# chapter: Someone easy
# bed: fire
# pace: slow
# bell
# pause: 3s
Sit in a way that is kind to your back, and let your hands rest in your lap. # stretch: 0.6
{ minutes >= 4:
    Feel the backs of the legs, and the soles of the feet on the floor. Let one breath go out further than it needs to. # stretch: 0.7
}
{ minutes >= 5:
    We are going to wish some people well, in a few plain phrases. You don't have to feel anything in particular.
    A wish is still a wish when it's made with a cool heart. # stretch: 0.7
}
{ minutes >= 10:
    Some days the words will warm you. Other days they'll be like reading out a shopping list.
    Do it on both kinds of day. # pause: 3s
}
{ minutes >= 15:
    First, find the middle of your chest. Not to make anything happen there, but to know the weather.
    Tight, open, numb, ordinary. Whatever it is, we start from that. # stretch
}
Think of someone it is easy to be glad of. A friend, a child, or a dog who runs to the door. # stretch
{ minutes >= 4:
    Choose somebody uncomplicated. See them doing something ordinary, like looking for their keys.
    Stay with whoever came first. There's no contest. # stretch: 1.5
}
{ minutes >= 8:
    Remember that they, too, get tired and frightened, and would like things to go well.
    They have had days you know nothing about, and they came home and fed the cat. # stretch
}
Say to them, without sound: may you be safe. May you be well. # stretch: 1.5
{ minutes >= 6:
    May your day have some ease in it. May somebody be gentle with you.
    Say it slowly, as if the words were new. Wait after each one, and see whether anything in you answers. # stretch: 2
}
{ minutes >= 13:
    If the phrases don't fit in your mouth, make your own. What would you really want for them, if you could hand it over?
    Put that into a few words, and say those instead. # stretch: 2
}
{ minutes >= 18:
    Send one wish with each breath out, and nothing at all with the breath in.
    If their face fades, that's only memory getting tired. The name will do, or the feeling of sitting next to them. # stretch: 2
}
{ minutes >= 24:
    Perhaps they have turned to look at you. People who love us mostly do.
    Let them wish you something back. You needn't deserve it. You need only stand still for it. # stretch: 4
}
{ minutes >= 28:
    Before you leave them, see what has happened to your own face. There may be the start of a smile that nobody asked for.
    It's theirs, really. Keep it for the next part. # stretch: 2
}
-> self

=== self ===
# chapter: Yourself
# pace: slow
Now turn the same wish round, towards yourself. It may go less smoothly. That's usual. # stretch: 0.7
{ minutes >= 4:
    You needn't be impressed with yourself. The wish is for someone who breathes and gets tired, and you qualify. # stretch: 0.7
}
{ minutes >= 7:
    If it's easier, picture yourself from the outside. Someone in this room, at this hour, having tried all day. # stretch
}
May I be safe. May I be well. # stretch: 1.5
{ minutes >= 6:
    Say it as you would to a friend who has come in out of the rain.
    May I have shelter. May I be forgiven for the small things. # stretch: 1.5
}
{ minutes >= 9:
    May I have some patience with the one who is always here.
    The one who forgets names, and eats standing up, and means well more often than it shows. # stretch
}
{ minutes >= 11:
    There may be a voice that says you haven't earned this. It can have its opinion.
    Nobody earned the first kindness they were given. They were too small. It was given to them because they were there, and so are you. # stretch: 1.5
}
{ minutes >= 14:
    A hand on the chest may help, or on the belly. Feel its warmth through the cloth.
    May I be at home in this body, as it is today. # stretch: 2
}
{ minutes >= 19:
    Think of one thing you found hard this week. You were there for it, start to finish, and nobody else quite was.
    To the one who went through that: may you have rest. May you not have to carry it alone. # stretch: 2
    Then one thing that went well, even a small one. May you have more of that. # stretch
}
{ minutes >= 25:
    If sadness comes up, let it in. It's often what kindness finds when it gets to the door.
    Go on breathing. May I make room for this too. # stretch: 4
}
{ minutes >= 12: -> stranger }
-> wider

=== stranger ===
# chapter: A stranger and a difficult one
# pace: slow
Now somebody you hardly know. The one at the till, or the neighbour you hear through the wall. # stretch: 0.7
They will lie down somewhere tonight with something on their mind. You may never hear what it is. # stretch
May you be safe, whoever you are. May things go well for you this week. # stretch: 1.5
{ minutes >= 16:
    See how much you can guess from a face you've only half looked at. Tired feet. A joke they tell at home.
    May there be someone waiting for you who is pleased to see you. # stretch: 2
}
{ minutes >= 22:
    It costs nothing, and they'll never know. There's a small freedom in that. You can afford to be generous.
    May your train be on time. May your children, if you have them, ring you up. # stretch: 2
}
{ minutes >= 15:
    Now and then, without knowing it, you are the stranger in somebody else's head. May they be thinking well of you. # stretch: 1.5
}
{ minutes >= 17: -> difficult }
-> wider

=== difficult ===
# pace: slow
Next, someone you find difficult. Choose the colleague who talks over you, not the worst thing anyone ever did. # stretch: 0.7
{ minutes >= 20:
    You don't have to forgive them, or agree, or see them again. A good wish isn't a verdict.
    And people who are at ease tend to do less harm. # stretch
}
Try it in the smallest size. May you be free of what makes you hard to be near. # stretch: 2
{ minutes >= 21:
    Feel what the body does with that. A jaw setting, perhaps, or heat in the face.
    If it's too much, go back to the one it was easy to love. That isn't giving up. # stretch: 2
}
{ minutes >= 26:
    They were once four years old, and somebody tied their shoes. Or nobody did.
    May you have been loved. If you weren't, may it find you late. # stretch: 4
}
{ minutes >= 29:
    You can let go of them now. See them walk off down the road, no better and no worse, a little further from your shoulders. # stretch: 2
}
-> wider

=== wider ===
# chapter: Further out
# pace: slow
Let the wish spread now to the people nearest you, in this building or this street. # stretch: 0.8
{ minutes >= 5:
    The ones asleep, and the ones washing up. The ones who wish it were a different day. May all of you be well. # stretch: 1.5
}
{ minutes >= 8:
    You have passed them on the stairs, or heard a door. They have passed you, too, and wondered about you, or not.
    May we be easy neighbours to each other. # stretch
}
{ minutes >= 10:
    Then out over the town, roof after roof. You don't have to picture everyone. Nobody can.
    It's enough to leave the door open and not choose who comes in. # stretch: 1.5
}
{ minutes >= 11:
    Somebody out there is doing what you are doing, and wishing well to people they have never met.
    That would be you. You might let it reach you. # stretch
}
{ minutes >= 14:
    People on night shift, and people in waiting rooms. Someone who was born this morning.
    Someone on the last page of a book.
    May you be looked after. May you find the light switch in the dark. # stretch: 1.5
}
{ minutes >= 18:
    The animals as well. The ones in kitchens, in barns, under hedges, and in the sea, where it's always night.
    May you have enough to eat, and somewhere to hide. # stretch: 2
}
{ minutes >= 23:
    Past the edge of what you know, people are talking in languages you will never hear.
    They want roughly what you want. A dry roof, somebody to eat with, their children grown up.
    May it come to them, and may you be glad of it. # stretch: 3
}
{ minutes >= 25:
    Include the people who are not yet born, and will live in what we leave them.
    May they have clean water. May they think kindly of us, now and then. # stretch: 3
}
{ minutes >= 27:
    Drop the phrases for a while. See if the direction stays, once the words have gone, like leaning towards a fire. # stretch: 6
    If it has faded, say one phrase, whichever came most easily, and let it ring. # stretch: 4
}
{ minutes >= 30:
    And don't be the only one left out in the cold. Put yourself back among them, one among the many.
    The wish that goes to everyone goes to this address as well. May I be safe, along with the rest. # stretch: 3
}
May we all be safe. May we be well, as far as that's possible. # stretch: 1.5
{ minutes >= 7:
    See how the chest is now. Warm, or tired of this, or no different. If nothing has moved, the wishes were still made. # stretch
}
Feel the seat under you, and the air on your face. The next person you meet is somebody's easy one. # pause: 3s
# bell
# stretch
# bell
# pause: 10s
-> END
