# title: De la place pour le chagrin
# by: Vesper
# about: 3 minutes. La bienveillance.
# kind: meditation
# language: fr
# cast: narrator = man, low, slow
# minutes: 2-6 usually 3
# mood: grief
-> phase_1

=== phase_1 ===
# chapter: Arriver
# bed: rain
# pace: slow
# bell
# pause: 3s
Mets-toi à marcher, plus lentement que d'habitude, les yeux ouverts. # stretch: 0.3
Tu n'as pas à te sentir mieux ici. Ce qui est venu avec toi peut rester comme il est. # stretch: 1.5
-> phase_2

=== phase_2 ===
# chapter: La bienveillance
# pace: slow
word1n0 word1n1 word1n2 word1n3 word1n4 word1n5 word1n6 word1n7 word1n8 word1n9 word1n10 word1n11 word1n12 word1n13 word1n14 word1n15 word1n16 word1n17 word1n18 word1n19 word1n20 word1n21 word1n22. # stretch: 1.6
word2n0 word2n1 word2n2 word2n3 word2n4 word2n5 word2n6 word2n7 word2n8 word2n9 word2n10 word2n11 word2n12 word2n13 word2n14 word2n15 word2n16 word2n17 word2n18. # stretch: 0.7
word3n0 word3n1 word3n2 word3n3 word3n4 word3n5 word3n6 word3n7 word3n8 word3n9 word3n10 word3n11. # stretch: 0.8
word4n0 word4n1 word4n2 word4n3 word4n4 word4n5 word4n6 word4n7 word4n8 word4n9 word4n10 word4n11 word4n12 word4n13 word4n14 word4n15 word4n16.
word5n0 word5n1 word5n2 word5n3 word5n4 word5n5 word5n6 word5n7 word5n8 word5n9 word5n10 word5n11 word5n12 word5n13. # stretch: 1.5
word6n0 word6n1 word6n2 word6n3 word6n4 word6n5 word6n6 word6n7 word6n8 word6n9 word6n10 word6n11 word6n12 word6n13. # stretch: 2.1
-> phase_3

=== phase_3 ===
# chapter: Revenir
# pace: slow
word20n0 word20n1 word20n2 word20n3 word20n4 word20n5. # stretch: 1.5
C'est tout pour maintenant. Prends ton temps.
# bell
# stretch: 0.8
-> END
