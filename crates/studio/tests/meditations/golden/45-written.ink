# title: Avant de commencer
# by: Vesper
# about: 45 minutes. La respiration carrée, Parcours du corps, Revenir par les sens, Un lieu sûr.
# kind: meditation
# language: fr
# minutes: 17-90 usually 45
# mood: courage
-> phase_1

=== phase_1 ===
# chapter: Arriver
# bed: drone
# pace: slow
# bell
# pause: 3s
Tiens-toi debout, les deux pieds à plat, les genoux un peu souples. # stretch: 0.8
Quelque chose t'attend, et une part de toi préférerait que non. Les deux peuvent s'asseoir ici. # stretch: 0.8
word1n0 word1n1 word1n2 word1n3 word1n4.
word2n0 word2n1 word2n2 word2n3 word2n4 word2n5 word2n6 word2n7 word2n8 word2n9 word2n10. # stretch: 2.6
word3n0 word3n1 word3n2 word3n3 word3n4 word3n5 word3n6 word3n7 word3n8 word3n9 word3n10 word3n11. # stretch: 2
word4n0 word4n1 word4n2 word4n3 word4n4 word4n5 word4n6 word4n7. # stretch: 0.6
word5n0 word5n1 word5n2 word5n3 word5n4 word5n5 word5n6. # stretch: 0.7
word6n0 word6n1 word6n2 word6n3 word6n4 word6n5 word6n6 word6n7. # stretch: 0.9
word7n0 word7n1 word7n2 word7n3 word7n4 word7n5 word7n6 word7n7 word7n8 word7n9 word7n10 word7n11 word7n12.
word8n0 word8n1 word8n2 word8n3 word8n4 word8n5. # stretch: 0.5
word9n0 word9n1 word9n2 word9n3 word9n4 word9n5. # stretch: 0.7
-> phase_2

=== phase_2 ===
# chapter: Se poser
# pace: slow
word26n0 word26n1 word26n2 word26n3 word26n4 word26n5 word26n6. # stretch: 1.1
word27n0 word27n1 word27n2 word27n3 word27n4 word27n5 word27n6 word27n7 word27n8 word27n9 word27n10 word27n11 word27n12 word27n13 word27n14 word27n15 word27n16.
word28n0 word28n1 word28n2 word28n3 word28n4 word28n5 word28n6 word28n7 word28n8 word28n9 word28n10 word28n11 word28n12 word28n13 word28n14. # stretch: 1.6
word29n0 word29n1 word29n2 word29n3 word29n4 word29n5 word29n6.
word30n0 word30n1 word30n2 word30n3 word30n4 word30n5 word30n6. # stretch: 1.7
word31n0 word31n1 word31n2 word31n3 word31n4 word31n5 word31n6 word31n7 word31n8 word31n9 word31n10 word31n11 word31n12. # stretch: 1.9
word32n0 word32n1 word32n2 word32n3 word32n4 word32n5 word32n6 word32n7. # stretch: 2.5
word33n0 word33n1 word33n2 word33n3 word33n4 word33n5 word33n6 word33n7 word33n8 word33n9 word33n10 word33n11 word33n12. # stretch: 1.5
word34n0 word34n1 word34n2 word34n3 word34n4 word34n5 word34n6 word34n7 word34n8 word34n9. # stretch: 2.9
-> phase_3

=== phase_3 ===
# chapter: La respiration carrée
# pace: slow
word50n0 word50n1 word50n2 word50n3 word50n4 word50n5. # stretch: 1.5
word51n0 word51n1 word51n2 word51n3.
Inspire. # breathe: in 4s
Tiens. # breathe: hold 4s
Et expire. # breathe: out 4s
Attends. # breathe: rest 4s
Inspire. # breathe: in 4s
Tiens. # breathe: hold 4s
Et expire. # breathe: out 4s
Attends. # breathe: rest 4s
# breathe: in 4s
# breathe: hold 4s
# breathe: out 4s
# breathe: rest 4s
Inspire. # breathe: in 4s
# breathe: hold 4s
# breathe: out 4s
# breathe: rest 4s
# breathe: in 4s
# breathe: hold 4s
# breathe: out 4s
# breathe: rest 4s
# breathe: in 4s
# breathe: hold 4s
# breathe: out 4s
# breathe: rest 4s
Inspire. # breathe: in 4s
# breathe: hold 4s
# breathe: out 4s
# breathe: rest 4s
# breathe: in 4s
# breathe: hold 4s
# breathe: out 4s
# breathe: rest 4s
# breathe: in 4s
# breathe: hold 4s
# breathe: out 4s
# breathe: rest 4s
Inspire. # breathe: in 4s
# breathe: hold 4s
# breathe: out 4s
# breathe: rest 4s
word52n0 word52n1 word52n2 word52n3 word52n4 word52n5 word52n6 word52n7 word52n8 word52n9 word52n10 word52n11 word52n12 word52n13 word52n14 word52n15 word52n16 word52n17. # stretch: 1.4
word53n0 word53n1 word53n2 word53n3 word53n4. # stretch: 1.4
word54n0 word54n1 word54n2 word54n3 word54n4 word54n5 word54n6 word54n7 word54n8 word54n9 word54n10 word54n11 word54n12 word54n13 word54n14 word54n15 word54n16 word54n17 word54n18 word54n19 word54n20. # stretch: 2.1
word55n0 word55n1 word55n2 word55n3 word55n4 word55n5 word55n6 word55n7 word55n8 word55n9 word55n10 word55n11 word55n12 word55n13 word55n14 word55n15 word55n16 word55n17 word55n18 word55n19 word55n20 word55n21. # stretch: 0.7
word56n0 word56n1 word56n2 word56n3 word56n4 word56n5 word56n6 word56n7 word56n8 word56n9 word56n10 word56n11 word56n12 word56n13 word56n14 word56n15. # stretch: 1.5
word57n0 word57n1 word57n2 word57n3 word57n4 word57n5 word57n6 word57n7 word57n8 word57n9 word57n10 word57n11. # stretch: 2.1
word58n0 word58n1 word58n2 word58n3 word58n4 word58n5 word58n6 word58n7 word58n8 word58n9 word58n10 word58n11 word58n12 word58n13 word58n14 word58n15 word58n16 word58n17 word58n18 word58n19 word58n20. # stretch: 1.4
word59n0 word59n1 word59n2 word59n3 word59n4 word59n5 word59n6 word59n7 word59n8 word59n9 word59n10 word59n11 word59n12 word59n13 word59n14 word59n15 word59n16 word59n17 word59n18 word59n19.
word60n0 word60n1 word60n2 word60n3. # stretch: 2.4
word61n0 word61n1 word61n2 word61n3 word61n4 word61n5 word61n6 word61n7 word61n8 word61n9 word61n10 word61n11 word61n12 word61n13 word61n14 word61n15 word61n16 word61n17 word61n18. # stretch: 0.7
word62n0 word62n1 word62n2 word62n3 word62n4 word62n5 word62n6 word62n7 word62n8 word62n9 word62n10 word62n11 word62n12 word62n13 word62n14 word62n15 word62n16 word62n17. # stretch: 1.6
word63n0 word63n1 word63n2 word63n3 word63n4 word63n5. # stretch: 1.1
word64n0 word64n1 word64n2 word64n3 word64n4 word64n5 word64n6 word64n7 word64n8 word64n9 word64n10.
word65n0 word65n1 word65n2 word65n3 word65n4 word65n5 word65n6 word65n7 word65n8 word65n9. # stretch: 0.6
word66n0 word66n1 word66n2 word66n3 word66n4 word66n5 word66n6 word66n7 word66n8 word66n9 word66n10 word66n11. # stretch: 0.2
word67n0 word67n1. # stretch: 0.3
-> phase_4

=== phase_4 ===
# chapter: Parcours du corps
# pace: slow
word68n0 word68n1 word68n2 word68n3 word68n4 word68n5 word68n6 word68n7 word68n8 word68n9 word68n10 word68n11 word68n12 word68n13 word68n14 word68n15 word68n16.
word69n0 word69n1 word69n2 word69n3 word69n4 word69n5 word69n6 word69n7 word69n8. # stretch: 1.5
word70n0 word70n1 word70n2 word70n3 word70n4 word70n5 word70n6 word70n7 word70n8 word70n9 word70n10 word70n11 word70n12 word70n13 word70n14 word70n15 word70n16 word70n17 word70n18 word70n19 word70n20. # stretch: 1.5
word71n0 word71n1 word71n2 word71n3 word71n4 word71n5 word71n6 word71n7 word71n8 word71n9 word71n10 word71n11 word71n12 word71n13. # stretch: 1.6
word72n0 word72n1 word72n2 word72n3.
word73n0 word73n1 word73n2 word73n3 word73n4 word73n5 word73n6 word73n7 word73n8 word73n9 word73n10 word73n11 word73n12 word73n13 word73n14 word73n15 word73n16 word73n17 word73n18 word73n19. # stretch: 3.6
word74n0 word74n1 word74n2 word74n3 word74n4 word74n5 word74n6 word74n7 word74n8 word74n9 word74n10 word74n11 word74n12 word74n13 word74n14 word74n15 word74n16 word74n17. # stretch: 3.5
word75n0 word75n1 word75n2 word75n3 word75n4 word75n5 word75n6 word75n7 word75n8 word75n9 word75n10 word75n11 word75n12 word75n13 word75n14. # stretch: 5.7
word76n0 word76n1 word76n2 word76n3 word76n4 word76n5 word76n6 word76n7 word76n8 word76n9 word76n10 word76n11 word76n12 word76n13 word76n14 word76n15 word76n16 word76n17 word76n18.
word77n0 word77n1 word77n2 word77n3 word77n4 word77n5 word77n6 word77n7 word77n8 word77n9 word77n10 word77n11 word77n12 word77n13 word77n14 word77n15 word77n16 word77n17 word77n18. # stretch: 2.3
word78n0 word78n1 word78n2 word78n3 word78n4 word78n5 word78n6 word78n7 word78n8 word78n9 word78n10 word78n11 word78n12 word78n13 word78n14 word78n15 word78n16 word78n17 word78n18. # stretch: 5.7
word79n0 word79n1 word79n2 word79n3 word79n4. # stretch: 1.7
word80n0 word80n1 word80n2 word80n3 word80n4 word80n5 word80n6 word80n7 word80n8 word80n9 word80n10 word80n11. # stretch: 1.9
word81n0 word81n1 word81n2 word81n3 word81n4 word81n5 word81n6 word81n7 word81n8 word81n9 word81n10 word81n11. # stretch: 2.4
word82n0 word82n1 word82n2 word82n3 word82n4 word82n5 word82n6 word82n7 word82n8 word82n9 word82n10 word82n11 word82n12 word82n13. # stretch: 1.4
word83n0 word83n1 word83n2 word83n3 word83n4 word83n5 word83n6 word83n7 word83n8 word83n9 word83n10 word83n11 word83n12. # stretch: 2.1
-> phase_5

=== phase_5 ===
# chapter: Revenir par les sens
# pace: slow
word93n0 word93n1 word93n2 word93n3 word93n4 word93n5 word93n6 word93n7 word93n8 word93n9 word93n10 word93n11 word93n12 word93n13 word93n14 word93n15 word93n16 word93n17 word93n18. # stretch: 1.5
word94n0 word94n1 word94n2 word94n3 word94n4 word94n5 word94n6 word94n7 word94n8 word94n9 word94n10 word94n11 word94n12 word94n13 word94n14 word94n15 word94n16 word94n17 word94n18. # stretch: 1.6
word95n0 word95n1 word95n2 word95n3 word95n4 word95n5 word95n6 word95n7 word95n8 word95n9 word95n10 word95n11 word95n12 word95n13 word95n14 word95n15. # stretch: 4.8
word96n0 word96n1 word96n2 word96n3. # stretch: 4.5
word97n0 word97n1 word97n2 word97n3 word97n4 word97n5 word97n6 word97n7 word97n8 word97n9 word97n10 word97n11 word97n12 word97n13 word97n14 word97n15 word97n16 word97n17 word97n18. # stretch: 2.8
word98n0 word98n1 word98n2 word98n3 word98n4 word98n5 word98n6 word98n7 word98n8 word98n9. # stretch: 2.7
word99n0 word99n1 word99n2 word99n3 word99n4 word99n5 word99n6. # stretch: 1.2
word100n0 word100n1 word100n2 word100n3 word100n4 word100n5 word100n6 word100n7 word100n8 word100n9 word100n10 word100n11 word100n12. # stretch: 1.2
word101n0 word101n1 word101n2 word101n3 word101n4 word101n5 word101n6 word101n7 word101n8 word101n9 word101n10 word101n11 word101n12 word101n13 word101n14 word101n15 word101n16 word101n17 word101n18 word101n19
word101n20 word101n21 word101n22. # stretch: 1.4
word102n0 word102n1 word102n2 word102n3 word102n4 word102n5 word102n6 word102n7 word102n8 word102n9 word102n10 word102n11 word102n12 word102n13 word102n14 word102n15 word102n16 word102n17 word102n18. # stretch: 1.9
word103n0 word103n1 word103n2 word103n3 word103n4 word103n5 word103n6 word103n7. # stretch: 4.5
word104n0 word104n1 word104n2 word104n3 word104n4 word104n5 word104n6 word104n7 word104n8 word104n9 word104n10 word104n11 word104n12 word104n13 word104n14 word104n15. # stretch: 3
word105n0 word105n1 word105n2 word105n3. # stretch: 1.1
word106n0 word106n1 word106n2 word106n3 word106n4 word106n5 word106n6 word106n7 word106n8 word106n9. # stretch: 1.5
word107n0 word107n1 word107n2 word107n3 word107n4 word107n5 word107n6 word107n7 word107n8 word107n9 word107n10 word107n11 word107n12 word107n13 word107n14 word107n15 word107n16 word107n17 word107n18 word107n19
word107n20 word107n21 word107n22. # stretch: 0.8
word108n0 word108n1 word108n2 word108n3 word108n4 word108n5 word108n6 word108n7 word108n8 word108n9 word108n10 word108n11 word108n12 word108n13 word108n14 word108n15 word108n16 word108n17 word108n18 word108n19
word108n20. # stretch: 0.3
-> phase_6

=== phase_6 ===
# chapter: Un lieu sûr
# pace: slow
word121n0 word121n1 word121n2 word121n3 word121n4 word121n5 word121n6 word121n7 word121n8 word121n9 word121n10 word121n11 word121n12.
word122n0 word122n1 word122n2 word122n3 word122n4 word122n5 word122n6 word122n7 word122n8 word122n9 word122n10 word122n11 word122n12 word122n13 word122n14 word122n15 word122n16 word122n17 word122n18 word122n19. # stretch: 5.4
word123n0 word123n1 word123n2 word123n3 word123n4 word123n5 word123n6 word123n7 word123n8 word123n9 word123n10 word123n11 word123n12 word123n13 word123n14 word123n15. # stretch: 1.7
word124n0 word124n1 word124n2 word124n3 word124n4 word124n5 word124n6 word124n7 word124n8 word124n9 word124n10 word124n11 word124n12 word124n13 word124n14 word124n15 word124n16 word124n17 word124n18 word124n19
word124n20 word124n21. # stretch: 1.9
word125n0 word125n1 word125n2 word125n3 word125n4 word125n5 word125n6 word125n7 word125n8 word125n9 word125n10 word125n11 word125n12 word125n13 word125n14 word125n15 word125n16 word125n17 word125n18 word125n19
word125n20 word125n21. # stretch: 4.4
word126n0 word126n1 word126n2 word126n3 word126n4 word126n5 word126n6 word126n7 word126n8 word126n9 word126n10 word126n11 word126n12.
word127n0 word127n1 word127n2 word127n3 word127n4 word127n5 word127n6 word127n7 word127n8 word127n9 word127n10 word127n11 word127n12 word127n13 word127n14 word127n15 word127n16 word127n17 word127n18 word127n19 # stretch: 2.5
word127n20 word127n21 word127n22. # stretch: 4.4
word128n0 word128n1 word128n2 word128n3 word128n4 word128n5 word128n6 word128n7. # stretch: 4.2
word129n0 word129n1 word129n2 word129n3 word129n4 word129n5 word129n6 word129n7 word129n8. # stretch: 2
word130n0 word130n1 word130n2 word130n3 word130n4 word130n5 word130n6 word130n7 word130n8 word130n9 word130n10 word130n11 word130n12 word130n13 word130n14 word130n15 word130n16 word130n17 word130n18 word130n19
word130n20 word130n21. # stretch: 2.2
word131n0 word131n1 word131n2 word131n3 word131n4 word131n5 word131n6 word131n7 word131n8 word131n9 word131n10. # stretch: 2.9
word132n0 word132n1 word132n2 word132n3 word132n4. # stretch: 1.9
word133n0 word133n1 word133n2 word133n3 word133n4 word133n5 word133n6 word133n7 word133n8 word133n9 word133n10 word133n11 word133n12 word133n13 word133n14 word133n15 word133n16 word133n17 word133n18 word133n19
word133n20 word133n21. # stretch: 0.8
word134n0 word134n1 word134n2 word134n3 word134n4 word134n5 word134n6 word134n7 word134n8 word134n9 word134n10 word134n11. # stretch: 0.9
-> phase_7

=== phase_7 ===
# chapter: Plus profond
# pace: slow
word136n0 word136n1 word136n2 word136n3 word136n4 word136n5 word136n6 word136n7 word136n8 word136n9 word136n10 word136n11 word136n12 word136n13 word136n14 word136n15 word136n16 word136n17 word136n18 word136n19
word136n20 word136n21 word136n22. # stretch: 5.5
word137n0 word137n1 word137n2 word137n3 word137n4 word137n5 word137n6 word137n7 word137n8 word137n9 word137n10 word137n11 word137n12 word137n13 word137n14 word137n15 word137n16 word137n17 word137n18 word137n19
word137n20. # stretch: 7.5
word138n0 word138n1 word138n2 word138n3. # stretch: 6.9
word139n0 word139n1 word139n2 word139n3 word139n4 word139n5 word139n6 word139n7 word139n8 word139n9. # stretch: 5.3
Écoute un instant comme c'est calme entre les sons. # stretch: 4.6
Repose-toi dans la part de toi qui n'est pas pressée. # stretch: 4.2
-> phase_8

=== phase_8 ===
# chapter: Revenir
# pace: slow
word152n0 word152n1 word152n2 word152n3 word152n4 word152n5 word152n6 word152n7 word152n8 word152n9 word152n10 word152n11 word152n12 word152n13 word152n14 word152n15 word152n16 word152n17 word152n18 word152n19. # stretch: 4.2
word153n0 word153n1 word153n2 word153n3 word153n4 word153n5 word153n6 word153n7 word153n8. # stretch: 2.7
word154n0 word154n1 word154n2 word154n3 word154n4 word154n5 word154n6 word154n7 word154n8 word154n9 word154n10 word154n11 word154n12 word154n13 word154n14 word154n15 word154n16. # stretch: 4.7
C'est tout pour maintenant. Prends ton temps.
# bell
# stretch: 0.8
-> END
