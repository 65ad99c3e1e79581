# title: Before you begin
# by: Vesper
# about: 8 minutes. Listening, Longer breaths out.
# kind: meditation
# language: en-GB
# minutes: 5-16 usually 8
# mood: courage
-> phase_1

=== phase_1 ===
# chapter: Arriving
# bed: drone
# pace: slow
# bell
# pause: 3s
Lie down, and let what is under you have your weight. # stretch: 0.4
Something is waiting for you, and part of you would rather not. Both of them may sit down here. # stretch: 0.5
word1n0 word1n1 word1n2 word1n3 word1n4 word1n5 word1n6 word1n7. # stretch: 0.7
word2n0 word2n1 word2n2 word2n3 word2n4 word2n5 word2n6 word2n7 word2n8 word2n9 word2n10 word2n11 word2n12. # stretch: 1.4
-> phase_2

=== phase_2 ===
# chapter: Settling
# pace: slow
word16n0 word16n1 word16n2 word16n3 word16n4 word16n5 word16n6 word16n7 word16n8 word16n9 word16n10 word16n11 word16n12 word16n13 word16n14 word16n15 word16n16 word16n17 word16n18. # stretch: 1.1
word17n0 word17n1 word17n2 word17n3 word17n4 word17n5 word17n6. # stretch: 0.6
word18n0 word18n1 word18n2 word18n3 word18n4 word18n5. # stretch: 1.6
-> phase_3

=== phase_3 ===
# chapter: Listening
# pace: slow
word43n0 word43n1 word43n2 word43n3 word43n4 word43n5. # stretch: 0.7
word44n0 word44n1 word44n2 word44n3 word44n4 word44n5 word44n6 word44n7 word44n8 word44n9 word44n10 word44n11 word44n12 word44n13 word44n14 word44n15 word44n16 word44n17 word44n18. # stretch: 2.5
word45n0 word45n1 word45n2 word45n3 word45n4 word45n5. # stretch: 0.6
word46n0 word46n1 word46n2 word46n3 word46n4 word46n5 word46n6 word46n7 word46n8 word46n9 word46n10 word46n11 word46n12 word46n13 word46n14 word46n15 word46n16 word46n17 word46n18. # stretch: 1.6
word47n0 word47n1 word47n2 word47n3 word47n4 word47n5 word47n6 word47n7 word47n8 word47n9 word47n10 word47n11 word47n12 word47n13 word47n14 word47n15 word47n16 word47n17 word47n18 word47n19 word47n20 word47n21 word47n22. # stretch: 1.2
word48n0 word48n1 word48n2 word48n3 word48n4 word48n5 word48n6 word48n7 word48n8 word48n9. # stretch: 0.8
word49n0 word49n1 word49n2 word49n3 word49n4 word49n5 word49n6 word49n7 word49n8 word49n9 word49n10 word49n11 word49n12 word49n13 word49n14 word49n15 word49n16 word49n17 word49n18 word49n19 word49n20 word49n21. # stretch: 0.7
-> phase_4

=== phase_4 ===
# chapter: Longer breaths out
# pace: slow
word60n0 word60n1 word60n2 word60n3 word60n4 word60n5 word60n6 word60n7 word60n8 word60n9 word60n10 word60n11 word60n12 word60n13 word60n14 word60n15 word60n16 word60n17 word60n18.
word61n0 word61n1 word61n2 word61n3 word61n4 word61n5 word61n6 word61n7 word61n8 word61n9 word61n10 word61n11 word61n12 word61n13 word61n14 word61n15 word61n16 word61n17 word61n18. # stretch: 0.6
Breathe in. # breathe: in 4s
And out. # breathe: out 7s
Breathe in. # breathe: in 4s
And out. # breathe: out 7s
# breathe: in 4s
# breathe: out 7s
Breathe in. # breathe: in 4s
# breathe: out 7s
word62n0 word62n1 word62n2 word62n3 word62n4 word62n5 word62n6 word62n7 word62n8 word62n9 word62n10.
word63n0 word63n1 word63n2 word63n3 word63n4 word63n5 word63n6 word63n7 word63n8 word63n9 word63n10 word63n11 word63n12 word63n13 word63n14 word63n15 word63n16 word63n17 word63n18 word63n19 word63n20 word63n21. # stretch: 1.3
word64n0 word64n1 word64n2 word64n3 word64n4 word64n5 word64n6 word64n7 word64n8 word64n9 word64n10 word64n11. # stretch: 2.6
-> phase_5

=== phase_5 ===
# chapter: Going deeper
# pace: slow
word87n0 word87n1 word87n2 word87n3 word87n4 word87n5 word87n6. # stretch: 2
word108n0 word108n1 word108n2 word108n3 word108n4 word108n5 word108n6 word108n7 word108n8 word108n9 word108n10. # stretch: 3.9
-> phase_6

=== phase_6 ===
# chapter: Coming back
# pace: slow
word130n0 word130n1 word130n2 word130n3 word130n4 word130n5 word130n6 word130n7 word130n8 word130n9 word130n10. # stretch: 0.7
word131n0 word131n1 word131n2 word131n3 word131n4 word131n5 word131n6 word131n7 word131n8 word131n9 word131n10 word131n11 word131n12 word131n13 word131n14 word131n15 word131n16 word131n17 word131n18 word131n19
word131n20. # stretch: 1.2
That is all for now. Take your time.
# bell
# stretch: 0.8
-> END
