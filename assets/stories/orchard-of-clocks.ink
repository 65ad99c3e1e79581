# title: The Orchard of Clocks
# by: Vesper
# about: In the village of Much Tarry it has been Thursday for more than a year, and a boy who wants a goose has sent for you to mend it.
# kind: story
# language: en
# cast: wick = child, quick, bright
# cast: pell = old woman, low, rough
# cast: bailiff = creature, low, slow, soft
# cast: nan = young woman, quick
# mood: folk tale, bargains, autumn
VAR told_nan = false
VAR owed_friday = false
VAR gold = false
VAR asked_words = false
VAR heard = "none"
VAR wick_knows = false
VAR offended = false
VAR small_coin = false
-> road

=== road ===
# chapter: Much Tarry
# bed: wind
The letter found you at an inn. It was under your plate, and it had egg on it.
It said, come and fix Thursday. It was signed with a drawing of a goose. # pause: 1.2s
You mend clocks. You have mended church clocks, and ship's clocks, and once a cuckoo that swore.
Nobody has ever asked you to mend a day.
So you took the job. It was closer than the other place you ought to be going. # pause: 1s
Now it is the last week of October. The road up the hill smells of tin, and a carter going the other way calls down that there will be frost by morning.
You put your hand over your coat pocket when he says the word frost. Then you walk faster.
At the top of the hill there is a wall, and in the wall there is a gate.
On your side of the gate, dead bracken. On the other side, wasps in the plums. # pause: 1.5s
A boy sits on the gate, eating a plum as if it had insulted him.
Are you the mender? You took your time. # voice: wick
That's a joke. I've had ages to think of it. # voice: wick
I'm Wick. I'm nine. I've been nine for four hundred and eleven days, and every one of them was Thursday. # voice: wick
It gets as far as ten to four, and then it's breakfast. # voice: wick
He pockets the plum stone and flings the stalk over the wall. It lands in October.
Tomorrow I'm ten. When you're ten you don't have to sit in the small chair any more. You go up on the bench with the big people. # voice: wick
And I'm getting a goose. It was promised. But you can't have a goose tomorrow if there isn't one. # voice: wick
Behind him, among the leaves, something flashes. Then you see that it is everywhere.
The trees are hung with clocks. There are hundreds, and not one of them ticks. # pause: 1.5s
When you promise somebody something here, you hang up a clock. It ticks till you've done it, and then you can have it back. # voice: wick
Only now they've all stopped, and nobody's done anything. # voice: wick
The bread won't rise. The parson's been about to sneeze for a year. # voice: wick
You can't come in till you've said a promise of your own. One you haven't kept. It's so we know who you are. # voice: wick
* [Tell him about your sister.]
    ~ told_nan = true
    You take out your watch. It has not been wound for four years.
    You say you have a sister called Nan, one day's walk from here. You swore to her you would be home before the first frost.
    Which first frost? # voice: wick
    You tell him. It was four frosts ago.
    Oh. That's a bad one. # voice: wick # style: soft
    He says it the way one doctor says it to another.
    Is she cross? # voice: wick
    You say she writes to you every autumn, and the letters have been getting shorter. The last one was a single word. It said, well.
* [Swear that you owe nothing.]
    You tell him you have no promises out. You travel light.
    He looks at your coat. In the pocket there is a watch that has not been wound for four years. It gives one tick. # pause: 1.5s
    That's all right. Lots of people say that first. # voice: wick
* [Promise him a Friday.]
    ~ owed_friday = true
    You say you have one fresh. You promise him a Friday, by tonight, with a goose in it.
    Above his head a twig moves. A bud comes out of the bark, no bigger than a shirt button, and it opens, and it has two hands. # pause: 1s
    It is the only thing ticking in the whole orchard.
    That's yours. Oh, you've done it now. # voice: wick # style: whisper
- He drops off the gate and drags it open.
Mind the ladder. Mind the wasps. Mind my gran. # voice: wick
Your boot comes down in warm grass. At your back, the wind stops.
-> orchard

=== orchard ===
# chapter: Ten to Four
# bed: brown
There are carriage clocks and alarm clocks. There is a ship's chronometer on a bootlace, and a sundial nailed to a trunk by somebody who was saving money.
Every hand on every face says ten to four. Wick reads them out as he goes.
That's Hob Farrow, he's going to fix the church roof. That's Hob Farrow, he's going to say sorry to his brother. That one's Hob Farrow as well. # voice: wick
In the middle stands the oldest tree, hollow, with a door in it. Behind the door hangs a pendulum as long as you are.
This is the mother. All the rest take their time from her. Gran winds her, she's done it forty years, and she says it just stopped. # voice: wick
You kneel and unroll your tools. The first thing you smell is oil, and it is fresh.
Somebody has gone on oiling a clock that does not go. # pause: 1.2s
Then you see the pin.
It is a hatpin, with a bead of black jet, the sort that is bought for a funeral. It has been put straight through the escape wheel.
It was put in with care. There is a scrap of flannel folded behind the point, so that it should not scratch the brass. # pause: 2s
Wick. Go and look at the hen. # voice: pell
She has come up behind you without a sound, a broad woman, flour to the elbow.
The hen's the same, Gran. # voice: wick
Then look harder. # voice: pell
He goes. The old woman's hat sits crooked. There is a pin in the left side of it, black, and on the right side there is a hole.
Well, you've got eyes. Come in and have some tea before you use your mouth. # voice: pell
# bed: fire
This is Widow Pell, and the kettle in her kitchen is always just about to boil.
She gives up on it and pours. The tea has been lukewarm for a year.
There is a long bench at the table. At the hearth end there is one small chair with a rush seat, mended in two colours of straw.
The window looks down on a pond. In the pond there is a heron, and the heron is looking in.
Don't wave. That's the Bailiff. A promise is made to all sorts of people, but in the end it's owed to him. # voice: pell
The year Wick was born it didn't rain from March till harvest. # voice: pell
The well had mud in it. Then it had a frog in it. Then it hadn't. # voice: pell
I buried his mother on the Monday. On the Tuesday I put my finger in his mouth and his tongue was like felt. # voice: pell # pause: 1.5s
So I walked down to where the pond had been, and he was stood there in the dust. I asked him what he'd take for water. # voice: pell
He told me, and I said yes, and it rained before I had my shoes off. You'd have said yes. # voice: pell
He collects when the boy is ten. The boy is ten tomorrow. # voice: pell # style: grave # pause: 1s
So there'll be no tomorrow. I'm sorry about the bread. # voice: pell
She brings something up out of her apron. It is a gold watch, as thin as a biscuit.
That was my husband's. It's worth more than your boots and your bag and the pair of us. # voice: pell
You tell my boy the wheel's cracked past mending, and you take that back over the hill before ten to four. # voice: pell
* [Take the gold watch.]
    ~ gold = true
    It is heavier than it looked. You drop it in beside your own, and the two of them lie there like a couple who are not speaking.
    Good. That's that, then. # voice: pell
    You have not said what you will do for it. You notice that. She notices you noticing.
* [Push the watch back.]
    You send it back across the table with one finger.
    Proud. Mister Pell was proud. He's under the pear tree. # voice: pell
    She is not angry. She looks like a woman who has carried a bucket a long way to a house, and it was the wrong house.
* [Ask for the exact words.]
    ~ asked_words = true
    You say she has told you when the Bailiff collects. She has not told you what.
    Her hands stop on the teapot.
    I'd not slept for a week. He spoke low, and what was left of the reeds was rattling. # voice: pell
He said he'd have the boy. Or the boy's, something. # voice: pell
    Well, what else would a thing like that want? # voice: pell # pause: 1.5s
    She does not mean it as a question. It stays on the table all the same, next to the milk.
- You thank her for the tea, since somebody should, and go out to fetch your tools.
-> listening

=== listening ===
# chapter: One Listening
# bed: brown
Wick is waiting under the old tree with another plum. He says it is the same plum. It grows back in the night and he is sick of the sight of it.
Did you know that they talk? Put your ear flat on the glass and you can hear the promise being made. # voice: wick
You only get to do it once, though. One clock in your whole life. I used mine on Hob Farrow and it was about turnips. # voice: wick
There is a kitchen clock on the lowest bough with a cracked china face. That one is the widow's.
Beside it hangs a tin one with a rooster painted on it, and Wick takes care not to look at that.
And there is the watch in your pocket. You swore something on that to your sister, Nan, and you have never once held it to your ear.
* [Listen to the widow's clock.]
    ~ heard = "widow"
    The china is cold. At first you hear only reeds, dry ones, and a baby who has given up crying.
    Anything. Take it. Only bring the water. # voice: pell # style: whisper
    Then on the day that he is ten, madam, I shall have his place at your table. # voice: bailiff
    Him, yes. Yes. Only the water. # voice: pell # style: whisper # pause: 2s
    And then rain, so loud that you pull your head away.
    His place at your table. You say it over to yourself. There is a word in there small enough to step over in the dark.
* [Listen to Wick's clock.]
    ~ heard = "boy"
    He goes red, and finds that he must look at the hen after all.
    It is his own voice in the tin, but smaller. He has a cold.
    I promise I won't ever go off and leave you, Gran. Not even when I'm big. # voice: wick # style: soft
    Hush. You will, and you ought. # voice: pell # style: soft
But you needn't start today. # voice: pell # style: soft # pause: 1.5s
    You take your ear away. All that trouble with a hatpin, so that nobody need start today.
* [Listen to your own watch.]
    ~ heard = "mine"
    You wait until he is busy with the plum.
    First comes your own voice, four years younger and halfway out of the door. Before the first frost, Nan. I swear it.
    Don't swear it. You only swear to things when you aren't going to do them. # voice: nan
    Just come. Come when you can stand to, and I'll put the kettle on. # voice: nan # style: soft # pause: 2s
    You had forgotten that she said anything. You had been so busy, all this time, hearing yourself.
- Wick is at your elbow.
So. Is it broken? Or did somebody break it? # voice: wick
He is nine, and he asks it like a magistrate.
* [Tell him who did it.]
    ~ wick_knows = true
    You tell him. The pin, the year with no rain, the Bailiff, and what falls due when a boy is ten.
    He picks at the bark for a while.
    I knew about the pin. I thought it was so she wouldn't have to buy me a goose. # voice: wick # pause: 1.2s
    She's been frightened every single day. And I was going on about a goose. # voice: wick # style: soft
    Through the leaves, the heron has not moved. You tell Wick to stay with his gran.
* [Say it is only rust.]
    You say rust. You say that it may be mended, and it may not.
    Wick looks in through the little door at the brass, which shines like butter.
    Rust. # voice: wick # pause: 1.5s
    He does not argue. He has been told it is nothing before, by people who were fond of him. He goes off to the hen without being sent.
    Through the leaves, the heron has not moved.
* [Walk him back to the kitchen.]
    ~ wick_knows = true
    You take him in at the kitchen door, and you put your hat on the table, and you say nothing whatever.
    It is a long silence. Even the kettle seems to be leaning forward.
    All right. It was me. I put it in, and I'd put it in again. # voice: pell
    I know, Gran. You've only got one in your hat. # voice: wick # pause: 1.5s
    She sits down quickly. The nearest thing is the small chair, and it holds. She tells him the rest of it from down there, with her knees up round her ears.
    Nobody looks at the window. So somebody had better.
- You take the path to the pond.
-> pond

=== pond ===
# chapter: The Bailiff
# bed: drone
The water is the only cold thing in Much Tarry. You feel it ten steps off.
From the house he was a grand bird. Close to, he is shabby at the elbows, and his chain of office came off a bath plug.
A mender. Good afternoon. It has been a good afternoon for some time. # voice: bailiff
{
- told_nan:
    You gave the boy a true one at the gate. A sister, and a frost. I hear them all go by, and most people give him something about turnips. # voice: bailiff
- owed_friday:
    You have hung a new one in my trees. A Friday, by tonight. That is an expensive thing to say to a child. # voice: bailiff
- else:
    You told the boy that you owe nothing. I heard it from here. A lie goes into the water with a sort of plop. # voice: bailiff
}
{gold:
    And there is another man's watch in your coat. I should stand up straight, if I were you. They drag. # voice: bailiff
}
{asked_words:
    But you asked her for the words. I saw you through the window. Nobody has asked her for the words. # voice: bailiff
}
He waits. He is very good at it.
* {heard == "widow"} [Invite him in to supper.]
    ~ small_coin = true
    You say, his place at her table. You did not ask for the boy. You asked for where he sits.
    The heron is still for so long that a frog comes up to look at him. # pause: 2s
    Ten years. You are the first who has said it back to me right. # voice: bailiff # style: soft
    A child of ten goes up on the bench. The small chair is then empty. # voice: bailiff
I asked for the chair. I am not large, sitting. # voice: bailiff
* [Ask what he is owed.]
    A chair. The small one, with the straw. When he is ten he goes up on the bench, and it will be free. # voice: bailiff
    You ask him to say that again, and he says it again.
    You ask him about the boy.
    Whatever would I do with a boy? I eat frogs. # voice: bailiff # pause: 1s
    I did think it odd, how she wept. I thought, she must be uncommonly fond of that chair. # voice: bailiff
* [Order him to leave the boy alone.]
    ~ offended = true
    You say it loudly. You find that you are pointing a screwdriver at him.
    Which boy? # voice: bailiff
    The boy he is coming for. The boy who is ten tomorrow.
    I am coming for a chair. # voice: bailiff # pause: 1.5s
    He draws himself in until he is as thin as a post.
    His place at her table, I said. His place. # voice: bailiff # style: grave
She has thought that of me for ten years. You thought it inside an hour. # voice: bailiff # style: grave
- He looks past you, up the bank, to the kitchen window and the fire in it.
Do you know what that window is like from a pond, in winter? It is like a lit boat going somewhere. And everyone is aboard. # voice: bailiff # pause: 2s
So that is all it ever was. One word lost in a wind, by a woman who had not slept. You begin to laugh.
The heron does not.
The chair was a wish of mine, and I can do without a wish. The days are another matter. # voice: bailiff # style: grave
Four hundred and eleven days have been had here that were nobody's to have. They were eaten, and washed up after. They must be put back. # voice: bailiff
When the pin comes out, somebody puts them back. Out of a life, and from the far end of it. # voice: bailiff
There is no spite in it. It is subtraction. # voice: bailiff
You ask him whose life.
Whoever cares to offer. If nobody does, then the hand that put the pin in. # voice: bailiff
{
- small_coin:
    For saying it right, I will take it in small coin. It need not all come out of one purse. # voice: bailiff
- offended:
    In one sum, from one purse. I could be talked round about that. But not, I think, by you. # voice: bailiff
- else:
    In one sum, from one purse. That is the custom. I should need a reason to break it. # voice: bailiff
}
The light on the pond has begun to go yellow. It is a little after half past three.
-> tree

=== tree ===
# chapter: The Hatpin
# bed: brown
Widow Pell is at the old tree with her back against its door, like someone keeping out a draught.
{wick_knows:
    Wick is beside her, holding on to her apron with one sticky hand.
- else:
    She is alone. Over by the coop, Wick is on his stomach, telling something to the hen.
}
You tell her what the Bailiff wants. You have to tell her twice.
A chair. # voice: pell # pause: 2s
A chair? I'd have given him the dresser! # voice: pell
She laughs till she has to hold on to the tree. Then it turns into something else, and she holds on to the tree for that.
{heard == "boy":
    It wasn't only him I was afraid of. He says he'll never leave me. I heard him say it, and I wanted it true. # voice: pell # style: soft
}
So you tell her the rest. The subtraction.
Four hundred and eleven. I'm seventy-eight. My mother never saw eighty, and nor did hers. # voice: pell # pause: 1s
I make that a spring, and possibly the strawberries. # voice: pell
{wick_knows:
    No. # voice: wick
}
{small_coin && not wick_knows:
    Small coin, the Bailiff said. But only one person here could fetch out a whole village, and you have told him it is rust.
}
You open the small door. The jet bead looks out at you like the eye of a bird. It is a quarter to four.
* [Draw the pin.]
    You say that it has to come out. Nobody argues, and nobody thanks you.
    Only somebody has to say who pays. She is looking at you as if you had been sent for. You were. # pause: 1s
    -> who_pays
* [Leave the pin in.]
    -> thursday

=== who_pays ===
* [Take the debt on yourself.]
    -> mender_pays
* [Let Widow Pell settle it.]
    -> pell_pays
* {wick_knows} [Call out the whole village.]
    -> village_pays

=== village_pays ===
You tell Wick to fetch everyone. He goes up the church tower, since nobody has ever been able to stop him.
# bell
They come with their sleeves rolled, out of four hundred and eleven wash days. You stand on the ladder and explain. You explain it badly.
Get down, I'll do it. # voice: wick
He climbs up with his shirt held out in front of him. It is full of plum stones.
I counted. There's four hundred and eleven Thursdays, and there's two hundred and six of us. That's two days each and one over. # voice: wick
Gran's been holding the whole thing up on her own. So I thought, if everybody got hold of a corner. # voice: wick # pause: 1.5s
Nobody stirs. Then, of all people, Hob Farrow takes off his hat.
He says he has had a whole year here to put things right, and he has spent it leaning on a wall. He says he will give three.
It's only two, Hob. # voice: wick
{
- small_coin:
    The Bailiff has walked up from the pond. He takes the steps one at a time, like a man in new shoes.
    Small coin, I said. I am a bird of my word. # voice: bailiff
- else:
    The Bailiff has walked up from the pond, one step at a time. The crowd makes room for him, then makes more.
    One purse. That is the custom. # voice: bailiff
    {offended:
        You say that you are sorry about the screwdriver.
        It was more the tone. # voice: bailiff
    }
    Wick is down off the ladder and away. When he comes back he is dragging the small chair behind him through the grass.
    You can have it now. I'm not even ten. I'll sit on the floor. # voice: wick # pause: 1.5s
    The heron looks at the two colours of straw. He looks for a long time.
    Small coin will do. # voice: bailiff # style: soft
}
They come up one behind the other and lay a hand on the bark. It takes no longer than signing for a parcel.
Some of them come back out of the crowd and touch the widow's sleeve as well. She tells them not to be soft.
Then she reaches in under the wheel, and takes hold of the black bead, and draws it out. # pause: 2.5s
# bell
The mother clock says one word. All down the hill, the others say it after her.
October comes over the wall in one go. The leaves let go of the trees. So do the plums.
The hen stands up to see what she has been sitting on. In the church porch, the parson sneezes, and hats come off.
{owed_friday:
    By the gate, a clock the size of a shirt button stops. Wick works it off its twig and puts it in your palm. That one is kept.
}
{gold:
    You hold out the gold watch to Widow Pell. She folds your fingers shut over it.
    Keep it and wind it. Mister Pell was late for everything. It could do with a change. # voice: pell
}
There's the one over. We voted. You're to have it. # voice: wick
{
- told_nan:
    It's for your sister. The frost has got to wait a day. I asked him and he said he'd have a word. # voice: wick
- owed_friday:
    You brought me mine, so that one's yours. The Bailiff says you can spend it on weather. # voice: wick
- else:
    I know you said you don't owe anybody. But your coat's been ticking since you came in. # voice: wick
    The Bailiff says if you were ever late for a frost, he could have a word with it. # voice: wick
}
-> home_with_a_day

=== home_with_a_day ===
# bed: wind
You sleep in a barn with your collar up, waiting for the ground to go hard. It stays black and soft. All Friday the ditches run.
It is dusk when you come to the door. You have your hand up to knock, and it opens.
You said before the first frost. # voice: nan
You look down at the step. You look at the gatepost, and the grass, and the rain barrel.
All of it is wet. None of it is white. # pause: 1.5s
Well. # voice: nan # style: soft
{heard == "mine":
    You tell her that you heard what she said. It took four years to reach you. You had something in your ear.
}
Wipe your feet. The kettle's on. # voice: nan # pause: 2s
And in Much Tarry it is Friday. A boy sits up on a bench with his elbows on the table.
A heron lowers himself, joint by joint, into a very small chair. And a goose is extremely rude to him.
-> END

=== pell_pays ===
She has been ready longer than you have. She moves you to one side with her hip.
It's my pin. Don't fuss. # voice: pell
{wick_knows:
    Gran. You could just leave it. I don't mind about ten. # voice: wick
    I know you don't. That's how I know you're ready for it. # voice: pell # style: soft
- else:
    Don't you ever tell him what it cost. He'd only try and give it back. # voice: pell # style: whisper
}
She takes hold of the bead, and draws it out, and looks at it. Then she puts it back in her hat, and at last the hat is straight. # pause: 2.5s
# bell
You look for the years in her face. Nothing has changed. That is how you know that it was taken from the end.
All down the hill the clocks begin. The leaves drop, and the plums drop, and somewhere a parson sneezes.
{gold:
    You give her back the gold watch. You had not earned it, and it is hers to leave to somebody.
}
{owed_friday:
    By the gate a clock the size of a shirt button stops, and stays stopped. He has his Friday. You did not know what you were spending.
}
# bed: fire
You stay for the Friday. It comes up white, all the way to the wall and over it. That makes five frosts you have missed.
But there are candles, and there is a goose, and the goose has views.
At six there is a tap at the door, low down. The Bailiff has brought a frog, wrapped in a dock leaf, as one does when asked to supper.
He sits in the small chair. He looks at the fire, and at the faces. He looks out of the window, at the pond with nobody in it. # pause: 2s
Goodness. It is dark out there. # voice: bailiff # style: soft
On the Saturday you walk home over the white grass, late as you are, and Nan opens the door.
{heard == "mine":
    You don't swear that you are sorry. You tell her you could stand to come. She looks at you, and puts the kettle on.
- else:
    You said before. # voice: nan
    She looks at your boots, and the white road behind them. Then she moves over, so that there is room in the doorway to pass.
}
# bed: rain
In June a letter comes. It has strawberry on it.
{wick_knows:
    Gran said to tell you she used all of hers. # voice: wick # style: soft
    We did something every day and wrote it down. Some of them were just sitting. # voice: wick # style: soft # pause: 1.5s
    The Bailiff held the umbrella. He's still here. He does the dishes, but he's no good at it. # voice: wick
    At the bottom there is a drawing of a goose, and beside it, quite large, on a bench, a boy.
- else:
    Gran died. It was quick. # voice: wick # pause: 1s
    The Bailiff told me about the days, after. He thought I knew. # voice: wick # pause: 1.5s
    I'd have done something different with them. I'd have done something every day. # voice: wick # style: soft
    At the bottom, where the goose should be, there is one word. It is written very neatly. # pause: 1.5s
    Rust. # voice: wick
}
-> END

=== mender_pays ===
You say you will do it. It surprises you less than you thought it would.
You've never even tasted my bread. # voice: pell
{wick_knows:
    Is it a lot? For a grown-up? # voice: wick
    You tell him that it is about as long as a cold, wet year and a bit of the next. You have wasted more than that on inns.
- else:
    She looks over at the boy by the coop, and then she looks at you. She cannot find anywhere to put her hands.
}
{gold:
    You hand her the gold watch first. You don't want it said that you were paid.
}
You fold the flannel back, and take hold of the bead, and draw. # pause: 2.5s
# bell
It does not hurt. You feel something go by at a great distance, like a cart on another road.
Then the mother clock speaks, and the whole hill answers. Plums come down like a round of applause.
{owed_friday:
    By the gate a clock the size of a shirt button stops. Wick brings it to you, running. He says it's yours, it's kept, you have to take it.
- else:
    Wick comes running, with the hen under one arm. He has a chick to show you. It is five minutes old, and it is furious.
}
The Bailiff has walked up from the pond to see it done. Behind him, the widow is already dusting the small chair.
That was never your debt. I have kept these books a long time, and I have no column for it. # voice: bailiff # style: soft
# bed: wind
You don't stay for supper. It is a day's walk, and you do it in a night, with the cold coming up the road behind you.
Nan's lamp is lit. There is a skin on the rain barrel, thin as breath. It has not quite set. # pause: 1.2s
You're early. By about a minute. # voice: nan
{told_nan:
    There is a letter open on her table. It came by the carter, and it has egg on it. It says, mender on the way, do not be cross.
}
{heard == "mine":
    The kettle is on. She said it would be. She said it four years ago, and you talked over her.
}
# bed: fire
You live there forty years, over the shop, and you wind your own watch every night.
{wick_knows:
    Each September a man walks over the hill with a basket of plums. He's a big man. He still counts everything.
- else:
    Each September a basket of plums comes over the hill with no name on it. Somebody has worked it out.
}
There is a last week of October again, as there had to be. You are in the bed by the window, and you are a little sooner than you might have been. # pause: 2s
{owed_friday:
    On the sill is a clock the size of a shirt button. It stopped long ago, and you like to look at it.
}
You ask your sister what day it is.
She is quick still. She hears what you are asking. # pause: 1.2s
It's Friday. # voice: nan # style: soft # pause: 2s
You say that's good. You say there ought to be a goose.
-> END

=== thursday ===
You shut the little door on the pin. It makes a neat click. You have always done neat work.
{wick_knows:
    Widow Pell looks at the ground. It's Wick who puts your tools back in the roll for you, each one in its proper loop.
    It's all right. I can stop being nine when she's ready. It's only a goose. # voice: wick # style: soft
- else:
    Thank you. # voice: pell # style: whisper
    She says it again to your back, all the way through the trees. It gets no easier to hear.
    Wick is on the gate. He has seen you carrying the bag.
    Couldn't you get the rust off? # voice: wick
    You say it wants a part. You say you will be back with it. Over his head, a bare twig begins to swell. # pause: 1.5s
}
# bed: wind
You step over into October and walk down to the inn, and you do not sleep.
In the morning there are white ferns all over the window. That makes five. # pause: 1.5s
{gold:
    The gold watch keeps perfect time. You check it by every church you pass. It is always right, and you are always later than you meant to be.
}
{owed_friday:
    It starts at breakfast. A tick, no bigger than a shirt button, just inside your left ear.
    You will try warm oil. You will try brandy. It will not stop until there is a Friday.
}
{heard == "mine":
    Come when you can stand to, she said. You turn it over and over as you walk. You take the other road.
- else:
    At the fork, one way goes home. You tell yourself that next year there will be another frost. There always is.
}
Behind the wall, down at the pond, a heron stands and watches a lit window going nowhere. # pause: 1.5s
And up on the gate, not very loud, somebody is keeping count.
Four hundred and twelve. # voice: wick
-> END
