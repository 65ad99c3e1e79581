# title: The Court of Compartment C
# by: Vesper
# about: On the night train over the mountains a small tin vanishes in a dark tunnel, and a retired judge puts the whole compartment on trial.
# kind: story
# language: en
# cast: judge = old woman, low, slow
# cast: popp = man, quick, bright
# cast: florin = young man, soft
# cast: minka = child, high, quick
# cast: krall = old man, low, soft
# cast: conductor = woman, low, rough
# cast: agata = young woman, quick, bright
# mood: mystery, humour, night
VAR trade = "locks"
VAR struck = false
VAR opened = false
VAR kept_whistle = false
VAR plan = "amnesty"
-> thimble

=== thimble ===
# chapter: The Thimble
# bed: brown
There are four tunnels on the night line to Grauen, and the railwaymen have given them names.
The Thimble lasts nine seconds. The Uncle, forty. The Aunt is two minutes, because there is no getting past her. And the Bishop is four, and in the Bishop nobody speaks.
You should also know that the lamps in carriage seven go out in tunnels. They have been reported. # pause: 1s
So. Compartment C, a little after midnight, and snow going by the window. Six seats, and you have the last of them.
Across from you sits an old lady in black silk, upright as a poker, with an umbrella between her knees.
Beside her, a young man keeps opening a tin of violet pastilles. He looks in, swallows, and shuts it. He has not eaten one.
There is a girl of nine or so, with a notebook, and a label tied to her coat. To be collected by uncle, Grauen.
In the far corner, somebody's knees stick out from under a newspaper. The newspaper goes up and down. It has been asleep since the capital.
And the man next to you has a sample case on his lap, and your hand in both of his.
Popp! Doorbells! Everybody in this world is on one side of a door or the other, and I serve them both. And you? What do you do? # voice: popp
* [Say you mend locks.]
    ~ trade = "locks"
    Locks! Then we're cousins. You keep them out, and I let you know that they're there. # voice: popp
    He shakes your hand for the whole length of a bridge.
* [Tell him you tune pianos.]
    ~ trade = "pianos"
    From somewhere in his coat he brings out a brass bell, and gives it a flick.
    # bell
    What's that, then? Quick! # voice: popp
    You tell him that it's an E flat, and it would sooner be an E. He is enchanted.
* [Admit that you write obituaries.]
    ~ trade = "obituaries"
    There's a short silence. Then, all around the compartment, people sit up straighter.
    How many lines does one get? # voice: judge
    You tell her that it depends on the ending.
- The door slides back. The conductor fills it. She has a moustache of frost on her scarf, and a silver whistle on a chain.
Tickets. We're at High Still at ten past five. Four minutes there for coffee. I've never given it five. # voice: conductor
What's the whistle for? # voice: minka
This? Without this, nothing moves. I blow, we go. That's the regulation. # voice: conductor
The girl writes it down. She looks at the whistle for somewhat longer than it takes to spell.
And then there's a clap of air, and the lamps go out.
# bed: drone
# pause: 4s
# bed: brown
Lamps. The conductor is backing out of the door with her hat crooked, and the snow is going by again.
Nine seconds. That's a fact. # voice: minka
She turns to the young man with the tin.
You've opened that fourteen times, and you haven't had one. That's a fact as well. # voice: minka
He turns as pink as a ham. His name, he says, is Florin. There are eleven pastilles in the tin. Also, there's a ring. # pause: 1s
It's for the lady with the coffee cart. At High Still. Her name is, well. I haven't. There's only the four minutes, you see. # voice: florin
I go over every Monday, and every Thursday. And then I go home by the valley. Since March. I've no actual business in Grauen. # voice: florin
On what evidence do you suppose that she would have you? # voice: judge
In November, she started warming the cup. # voice: florin # style: soft # pause: 1.2s
Nobody laughs. Even the newspaper seems to hold its breath.
And what does she say to you? # voice: popp
She says, milk, no sugar. It's what I have. I don't like it, it's horrible. She asked me, that first time, and I panicked. # voice: florin
He sets the tin on the little table under the window, squares it to the edge, and wipes his palms along his knees.
-> uncle

=== uncle ===
# chapter: The Uncle
Outside, the mountain leans in. The clap of air comes again, harder, and everything goes black.
# bed: drone
The Uncle. Forty seconds. # style: whisper # pause: 1.5s
Something in the dark has begun to move.
* [Sit still and listen.]
    You shut your eyes. It makes no difference to the dark, but it helps the ears.
    A spring lets go of somebody's weight. There's one step, and half of another. Cloth slides over cloth, dry and expensive.
    {
    - trade == "locks":
        Then a click. You know it as you know your own front door. It is a tin lid, being pressed shut by a thumb.
    - trade == "pianos":
        Then a click, and eleven small things shifting, up around the top G. They are being carried. They go from your left to your right.
    - else:
        Then a click, and a breath let go. You've sat at many bedsides. That was the breath of somebody who is having a wonderful time.
    }
    And after that, a smell of violets, very close and very sweet, as if someone were sucking one. # pause: 1s
* [Strike a match.]
    ~ struck = true
    It flares, and you have the whole compartment for as long as a match lasts.
    Mr. Popp has his eyes screwed shut and his lips moving. Florin is smoothing his hair for somebody who isn't there. The girl's hand is up her own sleeve.
    The old lady is on her feet. She was only, it seems, seeing to the window.
    And in the middle of the newspaper there is a hole, and in the hole there's an eye. It is wide awake. It winks. # pause: 1s
    Then somebody blows out the match. The breath smells of violets.
- Thirty-eight, says the girl's voice. Thirty-nine.
# bed: brown
The lamps come up yellow. Five people blink at one another. The table under the window is empty. # pause: 1.5s
No. No, I put it, it was just. Excuse me. Could everybody please lift up their feet? # voice: florin
Everybody lifts up their feet. There is nothing underneath but railway.
The old lady strikes the floor with her umbrella.
Be so good as to shut that door. My name is Sabel. For thirty-one years I sat in the high court of the capital. This compartment is in session. # voice: judge
Every court ought to have a bell! # voice: popp
He has it out before anyone can stop him.
# bell
# pause: 1s
You will put the questions. I am told that I frighten people. # voice: judge
She means you.
Let us picture the thief. Two steps, a steady hand, and the heart going like a girl's at a dance. Let us not say who, as yet. Let us say how. # voice: judge
She appears to be enjoying it. But then, it must be dull, being retired.
-> dock

=== dock ===
The man with the case is the nearest, Judge Sabel observes. Begin there.
You ask Mr. Popp what he did in the Uncle.
I sang to myself. I'm no good with the dark. I sang the catalogue. The Concierge, the Duchess, the Little Nun with the repeating hammer. # voice: popp
And the case? # voice: judge
What about the case? # voice: popp
It is large enough for a tin. Open it. # voice: judge
His arms go around it. For the first time tonight he has nothing to say.
{
- trade == "locks":
    You look at the lock, because you can't help it. There's dust in the keyhole, grey and whole. Nobody has put a key in there for months.
- trade == "pianos":
    The train hits a bend. A case of forty doorbells ought to hum like a hive. This one doesn't so much as tick. You realise what you are hearing. It is empty.
- else:
    You think of how he talks about his firm. We had, we used to, we were known for. You know that tense. You earn your living in it.
}
Please. It's only samples. # voice: popp
* [Make him open the case.]
    ~ opened = true
    It takes him three tries with the key. Inside there's red velvet, with forty hollows in it, each in the shape of a bell. They're all empty but for dust.
    Under the strap is a letter. It regrets. It is dated April.
    My wife thinks that I'm travelling. So I travel. # voice: popp # pace: slow # pause: 1.5s
    He shuts it again by himself. The bell from his coat was the last one. You wish you were looking at something else.
    Two men, then, with no business in Grauen. # voice: judge
    She says it gently. But it has been said.
* [Let the case stay shut.]
    You tell the court that the case won't be opened.
    On what grounds? # voice: judge
    On the grounds that it is his.
    The judge looks at you down the whole of her nose. Then, unexpectedly, she inclines her head.
    A small brass thing is pushed into your palm, still warm from a pocket. Mr. Popp is gazing out at the snow, and his eyes are wet.
    The Concierge. You can hear her through two floors. You keep her. # voice: popp # style: whisper
- You turn to the girl. Her name, says the label, is Minka.
Did you take the tin? # voice: judge
No. I don't like violets. They taste of aunts. # voice: minka
Did you take anything? # voice: judge # pause: 1s
That's a different question. # voice: minka
At that the door flies open, and there stands the conductor, holding up a chain with nothing on the end of it.
My whistle. I had it going into the Thimble. If I've no whistle at High Still, I can't blow, and if I can't blow, we can't go. # voice: conductor
A small hard knee is pressed against yours. You look down. Out of the top of the girl's left sock comes a gleam of silver.
I've never met my uncle. I wanted us to be late. Then I'd see if he's somebody who waits. # voice: minka # style: whisper # pause: 1.5s
The conductor is looking from face to face. Now she has come to yours.
* [Keep the girl's secret.]
    ~ kept_whistle = true
    You lift your eyebrows, and you spread your hands. You have seen no whistle. You are a person with no interest in whistles.
    Then heaven help the timetable. # voice: conductor
    The door slams. In the notebook, next to you, somebody draws a very small picture of you, and then she gives it a medal.
* [Ask her to give it back.]
    You hold out your hand, low down, where nobody sees. It's a while before the whistle comes. It is warm.
    Here it is, you tell the conductor. It was on the floor.
    The floor. Four hundred miles I've walked, looking at floors. # voice: conductor
    She blows one soft note, to be sure of it, and goes away.
    If he doesn't wait, it's your fault. I've written that down. # voice: minka
- -> aunt

=== aunt ===
# chapter: The Aunt
The court has adjourned to think. The wheels say the same thing over and over. Florin has turned out his pockets for the sixth time, in case of a miracle.
Then comes the clap of air.
# bed: drone
Two minutes. The Aunt smells of cold soot and wet stone. And inside the dark, right up against your ear, somebody begins to whisper.
Don't jump. I'm the newspaper. # voice: krall # style: whisper
{ struck:
    You saw my eye by your match, and I saw your face. So we're acquainted. # voice: krall # style: whisper
- else:
    You listened, in the Uncle. Everybody else flapped about. I like a listener. # voice: krall # style: whisper
}
Krall's the name. I used to be in pockets. She gave me six years, a good while ago. I've not dared sneeze since the capital. # voice: krall # style: whisper
And I saw the job done. Do you want a professional opinion? # voice: krall # style: whisper
You nod. In the dark, he seems to hear it.
Clumsy. She led with the elbow, and she rustled like a Christmas goose. # voice: krall # style: whisper
But the sitting down again, after. Calling a trial, with the goods up her own sleeve. I could have wept. That was art. # voice: krall # style: whisper # pause: 1.5s
So there you have it. Silk, and nerve, and violets on the breath. You look toward the place in the dark where the judge must be.
I could have it back, in the Bishop. Four minutes. She'd not feel a thing. Say the word. # voice: krall # style: whisper
# bed: brown
The lamps come on. In the corner the newspaper is going up and down.
The judge gets to her feet. She requires air. At the door she looks back once, and it's plain that the air is to be shared.
# bed: wind
Out in the corridor a window has been let down by an inch. The snow comes in as fine as flour, and settles on her sleeve. She doesn't brush it off.
You know, I think. # voice: judge
You say you do.
Four hundred and twelve thieves. I used to ask them why they did it, and they'd look at me as a fish would, if you asked it about water. # voice: judge
I have never taken so much as a grape. On Thursday I shall be eighty. I wished to know what it was that I had been sentencing. # voice: judge
You ask her what it was.
It was heavenly. # voice: judge # style: soft # pause: 1.5s
That is what I can't forgive. I was nineteen for forty seconds. And then that boy began to look for it in his shoes. # voice: judge
She turns the umbrella around in her hands.
{
- trade == "locks":
    You open things. Tell me, is there some tool for this? I only have to put it down on a table. And I can't. # voice: judge
- trade == "pianos":
    I dare say you can hear it, my voice. It's gone sharp. I only have to put the thing down on a table. And I can't. # voice: judge
- else:
    You'll have to write it, I suppose. She took one thing. I only have to put it down on a table. And I can't. # voice: judge
}
It required no courage to take. # voice: judge # pause: 1.2s
Far ahead the engine howls. That's for the Bishop. There are ten minutes left, and you've three ways to spend them.
You can offer the whole compartment the dark, and no questions. You can name her, as she'd have named anybody. Or you can nod to a newspaper.
* [Offer everyone an amnesty.]
    ~ plan = "amnesty"
    -> bishop_amnesty
* [Name the judge in court.]
    ~ plan = "named"
    -> bishop_named
* [Let the old thief steal it.]
    ~ plan = "stolen"
    -> bishop_stolen

=== bishop_amnesty ===
# chapter: The Bishop
# bed: brown
You say it standing, with one hand on the luggage rack. In the Bishop there will be four minutes with no light.
Whoever has a thing that isn't theirs may put it on the table. Nobody will strike a match. Nobody will ask.
{ struck:
    At the word match, they all look at you.
}
Anything? # voice: popp
Anything, you say. All around the compartment, people find somewhere else to look.
Has the court the power? # voice: florin
Judge Sabel takes so long to answer that you're afraid she won't.
It ought to have had it years ago. # voice: judge # pause: 1s
# bed: drone
Now. Dark. # pause: 3s
One minute. Somebody is breathing through his nose. The table creaks. # pause: 3s
Two. A rustle, that comes halfway and goes back again. # pause: 3s
Three. The rustle again, all the way. A click. And then a great many small sounds, one after another, like rain making up its mind. # pause: 2s
You go through your own pockets, since it's only fair. You find a teaspoon belonging to the station buffet. You had been meaning to mention it. # pause: 2s
# bed: brown
Light.
On the table are a teaspoon, and a tin of violet pastilles.
{ opened:
    There's a large iron key. It opens the front door of a doorbell firm, says Mr. Popp. It's the one thing that they forgot to ask him for.
- else:
    There's a large iron key. It opens the front door of a doorbell firm, says Mr. Popp, who was told to hand it in last April. It's the first that anyone has heard of April.
}
{ kept_whistle:
    There's a silver whistle. A small hand is still on it.
    I'm giving it back. But after High Still. # voice: minka
    A stay of execution. Granted. # voice: judge
}
And beside them lie two wallets, a fountain pen, your left glove, and a lady's watch.
That is my watch. # voice: judge
Force of habit. # voice: krall
He has folded his newspaper. He's a neat old man, with ears, standing in front of her with his hat held to his chest.
Anton Krall. Six years. # voice: judge
Five and a bit. I behaved. # voice: krall
Was it just? # voice: judge # pause: 1.5s
He gives it real thought.
It was long. # voice: krall # style: soft # pause: 1.5s
Florin has the tin open. The ring is there. He counts, and frowns, and counts over again.
There are only ten pastilles. # voice: florin
I was nervous. # voice: judge # pause: 1.5s
She hears what she has said. So does everyone. The wheels go round a good many times.
Then Florin holds the tin out to her across the table.
They're better if you don't bite. # voice: florin # style: soft
-> high_still

=== bishop_named ===
# chapter: The Bishop
# bed: brown
{ struck:
    The court resumes. You stand up, and you put it to them in order. The window that was shut already, the breath on the match, the violets.
- else:
    The court resumes. You stand up, and you put it to them in order. The silk, the step and a half, the violets.
}
You don't look at her until you come to the name.
No one believes it. They begin to, though, one after another. You can see it going round, like a yawn.
{ opened:
    You opened my case. In front of her. # voice: popp
    He is saying it to you. You had forgotten, a little, about the case.
- else:
    Not on her own trial, surely. Nobody would have the nerve. # voice: popp
}
The old lady puts two fingers up her sleeve, and sets the tin down on the table. One of the pastilles, she says, has been used.
The court finds against her. It's obliged to counsel. She'll be put off at the next halt, at her own expense. Four hundred and thirteen. # voice: judge # pause: 1.5s
She rings for the conductor herself. It all goes down in the black book, with the times, and Florin signs where he's told to, unhappily, like a man selling a dog.
# bed: drone
Then the Bishop closes over you. # pause: 3s
Nobody speaks in the Bishop. One minute. Two. # pause: 2s
I would have given you one, you know. If you'd asked. # voice: florin # style: soft # pause: 2.5s
Something is breathing that isn't the engine. It's somebody crying, very correctly, in full sentences.
Ma'am? Krall, ma'am. Six years. In the corner, under the newspaper. # voice: krall # pause: 1s
It goes off, ma'am. The shame. I thought that somebody should tell you. About the second spring, it goes off. # voice: krall # style: soft # pause: 2s
Thank you, Krall. # voice: judge # style: whisper # pause: 2s
# bed: brown
When the lamps come up, each of them has a hand upon the handle of the same umbrella. They both let go.
-> high_still

=== bishop_stolen ===
# chapter: The Bishop
# bed: brown
You sit down again, and look at the newspaper, and you nod. The newspaper, in its sleep, gives a small contented snore.
# bed: drone
The Bishop closes over you. # pause: 2.5s
You listen with your whole head. There's no step, no spring, no thread. It is the most beautiful nothing that you have ever heard. # pause: 3s
# bed: brown
Lamps. The newspaper goes up and down.
Oh. # voice: florin
He has a hand in his own breast pocket. He draws out the tin as though it might go off.
It was here. It was here on me all the time. I turned out my shoes. I've kept everybody up. # voice: florin
He apologises to each of you, one at a time, and shakes hands with the child. He'd like, you can see, to get out and walk.
The judge is feeling in her sleeve. She goes up to the elbow. Very slowly, she takes her hand out again. # pause: 1.5s
Young man. It was never in your pocket. I took it. # voice: judge
You're being very kind, madam. # voice: florin
I am never kind. I am confessing. # voice: judge
It's good of you. But I'm just a person who loses things. I always was. # voice: florin # pause: 1.2s
She looks around the compartment, from one to the next, and every face is full of sympathy for a nice old lady.
In thirty-one years, nobody ever failed to believe me. # voice: judge # style: grave
In the corner the newspaper has begun to shake. A tear rolls out from underneath it.
She will have to keep it, then, the four hundred and thirteenth. There's nobody on this train who will take it from her. # pause: 1s
-> high_still

=== high_still ===
# chapter: High Still
# bed: wind
Ten past five. The brakes sing, and the train stands, in a silence that you could lean on.
There's a platform, with the snow swept off it. There's a lamp, and under the lamp a cart with a brass boiler, and behind the cart a young woman in a man's fur hat, warming a cup.
{ plan == "named":
    The judge goes down first, with her bag. Nobody has put a hand on her. She walks up and down by herself, at the far end, as prisoners do.
}
{ kept_whistle:
    High Still! I'd say four minutes, if I had a whistle to end them with. Everyone look in your luggage! # voice: conductor
    Minka sits on her left foot, and writes down that the lady is very loud.
- else:
    High Still! Four minutes, by this watch. # voice: conductor
}
Florin is standing at the open door of the carriage with the tin in his fist. He has stood there every Monday and every Thursday since March, and then he has gone down and asked for milk.
{
- plan == "amnesty":
    Behind him crowds the whole of compartment C, pretending to be interested in mountains.
- plan == "named":
    He keeps looking along at the figure in black. It isn't helping.
- else:
    I can't even find my own pocket. What would I do with a wife? # voice: florin
}
You're next to him. The cold comes up through the step.
* [Push him out of the door.]
    -> push
* [Tell him to ask her name.]
    -> ask_name
* [Say nothing, and wait.]
    -> wait_for_him

=== push ===
It's not a hard push. But there is ice on the step.
He lands on both knees in front of the cart, with his arm stuck out and the tin at the end of it. From where she's standing there is only one way to read it. # pause: 1s
You've fallen over. # voice: agata
Yes. Pastille? # voice: florin
She takes off a glove, and chooses one, and looks closer.
There's a ring in with these. # voice: agata
Yes. # voice: florin # pause: 1.5s
I've been calling you Milk. In my head. I can't very well marry someone called Milk. # voice: agata
Florin. # voice: florin # style: soft
Agata. Get up, Florin. You'll freeze to the railway. # voice: agata
{ kept_whistle:
    And now, because nothing can blow and so nothing can go, there is time. She shuts the lid of the cart. She sits him on a mail sack, and pours out two.
    It takes the conductor eleven minutes to search eight carriages. What's said on the mail sack you can't hear. You can see hands, though. They get nearer.
    Then Minka finds a whistle on the floor. It's amazing, she says, what there is on floors. And when the train begins to move, there are still two people on that platform.
    Ask me again at noon! When I can see what you look like! # voice: agata # style: bright
- else:
    Then the whistle blows. It has been four minutes.
    He looks at the train. He looks at the cup. He has one knee up, and it's the wrong one for running, and you see him understand that, and smile.
    You go by him slowly, and then faster. The last you see is a lamp, and two people, and one of them passing the other the sugar.
    # pause: 1.2s
    You never do hear what she answered. You notice only that on Thursday, going home, there are two of them behind the cart.
}
-> grauen

=== ask_name ===
Just that, you tell him. The ring can ride on. Just go down and ask.
He goes. He walks like someone carrying a full basin.
Milk, no sugar. # voice: agata
What's your name? # voice: florin # pause: 1.5s
She puts down the jug.
Agata. I'd begun to think that you were never going to. # voice: agata
Florin. I'm Florin. And I, this is awful. I take sugar. # voice: florin
I know you do. I saw your face. I've been putting it in since November. # voice: agata # style: bright # pause: 2s
He stands there with his mouth a little open and the steam going up past it. In November, he had thought it was the cup.
{ kept_whistle:
    There isn't any whistle. There are eleven minutes, the longest halt in the history of High Still, and the two of them use up every one talking about a dog she had.
    Then Minka holds up something silver and says that it was on the floor. The conductor gives her a look, and blows.
- else:
    The whistle blows. He runs, slopping coffee up his cuff, and you haul him in by the collar.
}
Thursday! # voice: agata
Thursday! # voice: florin
He sits down. He has burned his tongue. The ring is still in the tin, and he opens it and looks in, and this time he eats a pastille.
-> grauen

=== wait_for_him ===
You say nothing. It's harder than it sounds.
{
- plan == "amnesty":
    Behind you, someone puts down a sample case. Someone lays an umbrella across her knees. Nobody coughs.
    Right. # voice: florin # pause: 1.5s
    And he goes down the steps by himself, and sets the tin on the counter of the cart, and takes his hand away from it.
    This isn't mine. I mean that I've been carrying it about. But it's not mine, it's yours. If you'd like it. I'm Florin. I take sugar. # voice: florin
    I know about the sugar. I've been putting it in since November. # voice: agata # pause: 1.5s
    She opens the tin. She doesn't speak for some time, and then she says that her name is Agata, and that she has a cart to push, and he had better take the other handle.
    { kept_whistle:
        It takes the conductor eleven minutes to be handed her whistle by a child. By then the cart, the lamp and the two of them have gone in behind a door with a stove behind it.
    - else:
        The whistle blows. He doesn't turn around. It's the first time that he has heard it from that side.
    }
    In the window of compartment C, five breaths are making one white patch on the glass.
- plan == "named":
    He doesn't move. A minute goes. Then at the far end of the platform the figure in black turns round, and comes marching back, with her umbrella going like a third leg.
    Two coffees. One for the prisoner. One for that young man in the door, who has been perjuring himself on the matter of sugar. # voice: judge
    I know. I've been putting it in since November. # voice: agata # pause: 1.2s
    Then you are an accessory. Florin! Come down and be sentenced. # voice: judge
    He comes. What else can he do? She takes him by the wrist and sets his hand, tin and all, down on the counter, as if entering an exhibit. Then she steps back.
    For life, I would suggest. But I'm no longer on the bench. # voice: judge # style: soft
    { kept_whistle:
        It's eleven minutes before a child finds the whistle, to her great surprise, in a sock. They're good minutes. When you leave, there are three people around the boiler, and the one in black is being shown how it works.
    - else:
        When the whistle goes there are three people round the boiler, and the one in black is being shown how it works.
    }
- else:
    He doesn't go. He stands there. You feel every second of it land. Then he turns around, with a smile that you would pay not to have seen, and goes back to his seat.
    { kept_whistle:
        Even with eleven minutes in hand, while a child sits upon the whistle and stares at him with all her might, he doesn't go. And in the end she gives it up.
    - else:
        The whistle blows.
    }
    An old man with a folded newspaper steps up into the carriage just as it begins to roll. He must have been stretching his legs.
    Dear me. I seem to have left something on the coffee cart. Force of habit. # voice: krall # pause: 1s
    Florin opens his fist. He is holding a walnut. # pause: 1.5s
    Then you hear boots, running, and a fur hat appears below the window, bobbing, with a tin held over it.
    Milk! Hey! Milk! Whose is the ring? # voice: agata # style: urgent
    Florin has the window down. He's out of it as far as the belt.
    It's yours! # voice: florin # style: urgent
    I don't know your name! # voice: agata
    Thursday! I'll tell you on Thursday! # voice: florin # style: bright
    The platform comes to an end, and so does she, out of breath, at the edge of the lamplight, looking into a tin. Just before the bend, she puts a pastille into her mouth.
    Krall, you understand, has already gone back to sleep.
}
-> grauen

=== grauen ===
# bed: rain
# pause: 1.5s
At Grauen it is raining, and barely light.
{ kept_whistle:
    You are eleven minutes late. Minka is at the door before you've stopped, with her label straightened, and her face held perfectly still.
    There is one man on the platform. He has no umbrella. He has a sign, which says Minka, with a drawing of a cat on it to help. It has all run in the wet.
    Have you been waiting long? # voice: minka
    Since three, says the man. He'd been afraid that the train might be early. # pause: 1.5s
- else:
    You are on time to the second. Minka gets down by herself with her label straightened, and her face held perfectly still.
    There is one man on the platform, soaked to the skin. He got there at three, he tells her. He had been afraid the train might be early. # pause: 1.5s
    She comes all the way back along the platform to your window.
    It isn't your fault. I've crossed it out. # voice: minka
}
{ opened:
    Mr. Popp goes by with his case. He carries it as if it were heavy. He doesn't see you, and you don't know how to make him.
- else:
    Mr. Popp shakes your hand for longer than ever. He's going straight home, he says. He'll ring at his own front door, and wait there, and when she opens it he'll tell her.
    You ask whether he'll be needing the Concierge. He shuts your fingers over it.
}
{
- plan == "amnesty":
    Behind him come a judge and a pickpocket, under one umbrella. She is asking how one avoids leading with the elbow.
- plan == "named":
    Krall asks you when the next train goes back up to High Still. He'd thought of taking her a newspaper.
- else:
    The judge stops in front of the old man with the newspaper. She looks at him for some time, and then holds out her arm, with the watch on it, and dares him. # pause: 1s
    When she walks away, the watch is gone. She is smiling like a girl of nineteen.
}
{
- trade == "locks":
    You have a lock to see to at nine, in the Corn Street. A woman has shut herself out of her own house. # pause: 1s
    {opened: You stand on the step a while before you start. You've gone off opening things, this morning.}
    {not opened: Before you take out the tools, you try something. You hang the Concierge on the nail beside her door, and ring.}
- trade == "pianos":
    You have a piano to see to at nine, in the Corn Street. You put up the lid, and strike an E flat, and leave your finger on it.
    {opened: There's nothing wrong with the note. It sounds to you like an empty case. You sit there until it stops.}
    {not opened: It would sooner be an E. So would everyone, you think. You set the Concierge on top, for company, and give her a flick.}
- else:
    You have a column to fill by nine. You take out a pencil. Nobody has died, so you write about the living, which you've never tried. # pause: 1s
    {opened: You get as far as a man with a case, and find you don't have the right to the end of it. You leave him a space.}
    {not opened: How many lines does one get? It depends on the ending. You set the Concierge on the page to hold it flat, and give her a flick.}
}
{ not opened:
    # bell
    # pause: 2s
}
{ opened:
    Up the line, very small, there is a whistle. That will be the morning train, going back the other way. # style: soft
- else:
    You can hear her through two floors. Somewhere upstairs, somebody is coming down. # style: soft
}
-> END
