# title: Before you begin
# by: Vesper
# about: 5 minutes. Grounding through the senses.
# kind: meditation
# language: en
# cast: narrator = man, low, slow
# minutes: 3-10 usually 5
# mood: courage
-> phase_1

=== phase_1 ===
# chapter: Arriving
# bed: drone
# pace: slow
# bell
# pause: 3s
Begin to walk, more slowly than you usually would, with your eyes open. # stretch: 0.4
Something is waiting for you, and part of you would rather not. Both of them may sit down here. # stretch: 1.4
-> phase_2

=== phase_2 ===
# chapter: Settling
# pace: slow
word1n0 word1n1 word1n2 word1n3 word1n4. # stretch: 0.4
word2n0 word2n1 word2n2 word2n3 word2n4 word2n5 word2n6 word2n7 word2n8 word2n9 word2n10. # stretch: 1.8
-> phase_3

=== phase_3 ===
# chapter: Grounding through the senses
# pace: slow
word19n0 word19n1 word19n2 word19n3 word19n4 word19n5 word19n6 word19n7 word19n8 word19n9 word19n10 word19n11 word19n12 word19n13 word19n14 word19n15 word19n16 word19n17 word19n18 word19n19.
word20n0 word20n1 word20n2 word20n3 word20n4 word20n5 word20n6 word20n7 word20n8 word20n9 word20n10. # stretch: 0.8
word21n0 word21n1 word21n2 word21n3 word21n4 word21n5 word21n6 word21n7 word21n8 word21n9 word21n10 word21n11 word21n12 word21n13 word21n14 word21n15 word21n16 word21n17 word21n18 word21n19 word21n20 word21n21 word21n22.
word22n0 word22n1 word22n2 word22n3 word22n4 word22n5 word22n6 word22n7 word22n8 word22n9 word22n10 word22n11. # stretch: 2.9
word23n0 word23n1 word23n2 word23n3 word23n4 word23n5 word23n6 word23n7 word23n8 word23n9 word23n10 word23n11 word23n12 word23n13 word23n14 word23n15 word23n16 word23n17 word23n18. # stretch: 1
word24n0 word24n1 word24n2 word24n3 word24n4 word24n5 word24n6 word24n7 word24n8 word24n9 word24n10 word24n11. # stretch: 2.1
word25n0 word25n1 word25n2 word25n3 word25n4 word25n5 word25n6 word25n7 word25n8 word25n9. # stretch: 2.3
word26n0 word26n1 word26n2 word26n3 word26n4 word26n5 word26n6 word26n7 word26n8 word26n9 word26n10 word26n11 word26n12 word26n13 word26n14 word26n15 word26n16. # stretch: 1.5
word27n0 word27n1 word27n2 word27n3 word27n4 word27n5 word27n6 word27n7 word27n8 word27n9 word27n10 word27n11 word27n12 word27n13. # stretch: 0.9
word28n0 word28n1 word28n2 word28n3 word28n4 word28n5. # stretch: 0.6
word29n0 word29n1 word29n2 word29n3.
word30n0 word30n1 word30n2 word30n3 word30n4 word30n5 word30n6. # stretch: 0.2
word31n0 word31n1 word31n2 word31n3 word31n4 word31n5 word31n6 word31n7 word31n8 word31n9 word31n10 word31n11 word31n12 word31n13 word31n14. # stretch: 0.2
-> phase_4

=== phase_4 ===
# chapter: Coming back
# pace: slow
word42n0 word42n1 word42n2 word42n3 word42n4 word42n5 word42n6 word42n7 word42n8 word42n9 word42n10 word42n11 word42n12 word42n13 word42n14 word42n15 word42n16 word42n17 word42n18 word42n19 word42n20 word42n21. # stretch: 0.7
That is all for now. Take your time.
# bell
# stretch: 0.8
-> END
