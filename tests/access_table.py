"""Every address of the site and what each of eight people is answered there."""

PEOPLE = ("nobody", "charlie", "alice", "carol", "dora", "bob", "ina", "root")
COURSE = "courses/<slug:course>/"
COMPETITION = f"{COURSE}competitions/<slug:component>/"
SERIES = f"{COURSE}attendance/<slug:series>"
REVIEWS = f"{COURSE}reviews/<slug:component>/"
SITTING = f"{SERIES}/<str:session>/"
SUBMISSION = f"{COMPETITION}submissions/<int:pk>/"
QUIZ = f"{COURSE}quizzes/<slug:component>/"
ENTRY = f"{COMPETITION}leaderboard/entries/<str:login>/"
WORK = f"{COURSE}projects/<slug:component>/"

# charlie is in another course, alice and carol are students, dora dropped the course,
# bob is a TA, ina the instructor, root staff of the site without a place in it. Of a
# student's marks, staff must say whose they want (404 and 400 where they do not).
TABLE = f"""
method route                                         nobody charlie alice carol dora bob ina root
GET  livez                                              200 200 200 200 200 200 200 200
GET  metrics                                            404 404 404 404 404 404 404 404
GET  /                                                  302 302 302 302 302 302 302 200

GET  {COURSE}                                           302 404 200 200 200 200 200 200
GET  {COURSE}roster/                                    302 404 403 403 403 200 200 200
GET  {COURSE}scores/                                    302 404 403 403 403 200 200 200
POST {COURSE}scores/                                    302 404 403 403 403 422 422 422
POST {COURSE}alerts/<int:pk>/close/                     302 404 403 403 403 302 302 302
GET  {COURSE}components/<slug:component>/               302 404 200 200 200 200 200 200
POST {COURSE}components/<slug:component>/slack/         302 404 302 302 403 403 403 403
GET  {COURSE}extensions/                                302 404 403 403 403 200 200 200
GET  {COURSE}extensions/new/                            302 404 403 403 403 200 200 200
POST {COURSE}extensions/new/                            302 404 403 403 403 400 400 400
GET  {COURSE}quizzes/accommodations/                    302 404 403 403 403 200 200 200
GET  {COURSE}quizzes/accommodations/new/                302 404 403 403 403 200 200 200
POST {COURSE}quizzes/accommodations/new/                302 404 403 403 403 400 400 400
GET  {COURSE}quizzes/                                   302 404 200 200 200 200 200 200
GET  {QUIZ}                                             302 404 200 200 200 200 200 200
GET  {QUIZ}start/                                       302 404 302 302 403 403 403 403
POST {QUIZ}start/                                       302 404 302 302 403 403 403 403
GET  {QUIZ}attempts/<int:pk>/                           302 404 200 404 404 200 200 200
POST {QUIZ}attempts/<int:pk>/                           302 404 302 404 403 403 403 403
GET  {QUIZ}attempts/<int:pk>/answers/                   302 404 410 404 403 403 403 403
POST {QUIZ}attempts/<int:pk>/answers/                   302 404 422 404 403 403 403 403
GET  {QUIZ}attempts/<int:pk>/hand-in/                   302 404 302 404 403 403 403 403
POST {QUIZ}attempts/<int:pk>/hand-in/                   302 404 302 404 403 403 403 403
GET  {QUIZ}attempts/                                    302 404 403 403 403 200 200 200
GET  {QUIZ}attempts/<int:pk>/close/                     302 404 403 403 403 200 200 200
POST {QUIZ}attempts/<int:pk>/close/                     302 404 403 403 403 400 400 400
GET  {QUIZ}attempts/<int:pk>/reopen/                    302 404 403 403 403 200 200 200
POST {QUIZ}attempts/<int:pk>/reopen/                    302 404 403 403 403 400 400 400
GET  {QUIZ}edit/                                        302 404 403 403 403 200 200 200
POST {QUIZ}edit/                                        302 404 403 403 403 422 422 422
GET  {QUIZ}edit/new/                                    302 404 403 403 403 200 200 200
POST {QUIZ}edit/new/                                    302 404 403 403 403 422 422 422
GET  {QUIZ}edit/new-pool/                               302 404 403 403 403 200 200 200
POST {QUIZ}edit/new-pool/                               302 404 403 403 403 422 422 422
GET  {QUIZ}edit/questions/<slug:question>/              302 404 403 403 403 200 200 200
POST {QUIZ}edit/questions/<slug:question>/              302 404 403 403 403 422 422 422
POST {QUIZ}edit/questions/<slug:question>/duplicate/    302 404 403 403 403 302 302 302
GET  {QUIZ}edit/questions/<slug:question>/delete/       302 404 403 403 403 200 200 200
POST {QUIZ}edit/questions/<slug:question>/delete/       302 404 403 403 403 302 302 302
POST {QUIZ}edit/questions/<slug:question>/move/<slug:way>/ 302 404 403 403 403 302 302 302
GET  {QUIZ}edit/pools/<slug:pool>/                      302 404 403 403 403 200 200 200
POST {QUIZ}edit/pools/<slug:pool>/                      302 404 403 403 403 422 422 422
POST {QUIZ}edit/pools/<slug:pool>/move/<slug:way>/      302 404 403 403 403 302 302 302
GET  {COURSE}quizzes/import/                            302 404 403 403 403 200 200 200
POST {COURSE}quizzes/import/                            302 404 403 403 403 422 422 422
GET  {QUIZ}export/<slug:notation>                       302 404 403 403 403 200 200 200
GET  {QUIZ}preview/                                     302 404 403 403 403 200 200 200
POST {QUIZ}preview/                                     302 404 403 403 403 200 200 200
GET  {QUIZ}statistics/                                  302 404 403 403 403 200 200 200
GET  {QUIZ}statistics.csv                               302 404 403 403 403 200 200 200
GET  {QUIZ}reveal/                                      302 404 403 403 403 403 200 200
POST {QUIZ}reveal/                                      302 404 403 403 403 403 302 302
GET  {QUIZ}questions/<slug:question>/key/               302 404 403 403 403 403 200 200
POST {QUIZ}questions/<slug:question>/key/               302 404 403 403 403 403 400 400

GET  {COMPETITION}                                      302 404 200 200 200 200 200 200
POST {COMPETITION}upload/                               302 404 400 400 403 400 400 403
GET  {COMPETITION}submissions/                          302 404 200 200 200 200 200 200
POST {COMPETITION}submissions/choose/                   302 404 302 302 403 302 302 403
GET  {SUBMISSION}                                       302 404 200 404 404 200 200 200
GET  {SUBMISSION}file/                                  302 404 200 404 404 200 200 200
POST {SUBMISSION}cancel/                                302 404 302 404 403 403 403 403
GET  {COMPETITION}leaderboard/                          302 404 200 200 200 200 200 200
GET  {COMPETITION}leaderboard/private/                  302 404 403 403 403 200 200 200
GET  {COMPETITION}leaderboard/progress/                 302 404 200 200 200 200 200 200
GET  {COMPETITION}leaderboard/leaderboard.csv           302 404 200 200 200 200 200 200
GET  {COMPETITION}leaderboard/kaggle/                   302 404 403 403 403 200 200 200
POST {COMPETITION}leaderboard/kaggle/                   302 404 403 403 403 422 422 422
GET  {COMPETITION}leaderboard/kaggle.csv                302 404 403 403 403 200 200 200
GET  {ENTRY}                                            302 404 403 403 403 200 200 200
POST {ENTRY}hide/                                       302 404 403 403 403 302 302 302
POST {ENTRY}show/                                       302 404 403 403 403 302 302 302
POST {ENTRY}disqualify/                                 302 404 403 403 403 403 302 302
POST {SUBMISSION}disqualify/                            302 404 403 403 403 403 302 302
POST {SUBMISSION}readmit/                               302 404 403 403 403 403 302 302
POST {SUBMISSION}baseline/                              302 404 403 403 403 302 302 302
POST {SUBMISSION}baseline/remove/                       302 404 403 403 403 404 404 404
POST {COMPETITION}nickname/                             302 404 302 302 302 302 302 403
GET  {COMPETITION}code/                                 302 404 403 403 403 200 200 200
POST {COMPETITION}code/hand-in/                         302 404 302 302 403 302 302 403
GET  {COMPETITION}code/identical/                       302 404 403 403 403 200 200 200
GET  {COMPETITION}code/<int:pk>/file/                   302 404 200 404 404 200 200 200
GET  {COMPETITION}reveal/                               302 404 403 403 403 403 200 200
POST {COMPETITION}reveal/                               302 404 403 403 403 403 302 302
GET  {COMPETITION}similarity/                           302 404 403 403 403 200 200 200
POST {COMPETITION}similarity/                           302 404 403 403 403 302 302 302
GET  {COMPETITION}similarity.csv                        302 404 403 403 403 404 404 404
GET  {COMPETITION}team/                                 302 404 200 200 200 302 302 302
GET  {COMPETITION}team/join/<slug:token>/               302 404 200 200 403 403 403 403
POST {COMPETITION}team/join/<slug:token>/               302 404 302 302 403 403 403 403
POST {COMPETITION}team/<slug:act>/                      302 404 302 302 403 403 403 403
GET  {COMPETITION}teams/                                302 404 403 403 403 200 200 200
POST {COMPETITION}teams/                                302 404 403 403 403 403 422 422
GET  {COMPETITION}teams/group/                          302 404 403 403 403 403 200 200
POST {COMPETITION}teams/group/                          302 404 403 403 403 403 302 302
GET  {COMPETITION}metric/                               302 404 403 403 403 403 404 404
POST {COMPETITION}metric/                               302 404 403 403 403 403 404 404
GET  {COMPETITION}metric/template/                      302 404 403 403 403 403 404 404
GET  {COMPETITION}metric/<int:version>/                 302 404 403 403 403 403 404 404
GET  {COMPETITION}solution/                             302 404 403 403 403 403 200 200
POST {COMPETITION}solution/upload/                      302 404 403 403 403 403 400 400
POST {COMPETITION}solution/again/                       302 404 403 403 403 403 302 302
GET  {COMPETITION}solution/runs/<int:pk>/               302 404 403 403 403 403 200 200
GET  {COMPETITION}solution/runs/<int:pk>/report.csv     302 404 403 403 403 403 404 404
POST {COMPETITION}solution/runs/<int:pk>/apply/         302 404 403 403 403 403 302 302
POST {COMPETITION}solution/runs/<int:pk>/repeat/        302 404 403 403 403 403 302 302
POST {COMPETITION}solution/runs/<int:pk>/discard/       302 404 403 403 403 403 302 302
GET  {COMPETITION}sample/                               302 404 404 404 404 404 404 404
GET  {COMPETITION}samples/<int:pk>/                     302 404 200 200 200 200 200 200
GET  {COURSE}latest-scores/                             302 404 200 200 200 200 200 200
GET  {COURSE}submissions/                               302 404 403 403 403 200 200 200
POST {COURSE}submissions/<int:pk>/rescore/              302 404 403 403 403 302 302 302
POST {COURSE}submissions/rescore/                       302 404 403 403 403 302 302 302

GET  {COURSE}projects/                                  302 404 200 200 200 200 200 200
GET  {WORK}                                             302 404 200 200 200 200 200 200
POST {WORK}hand-in/                                     302 404 422 422 403 403 403 403
GET  {WORK}hand-ins.zip                                 302 404 403 403 403 200 200 200
GET  {WORK}hand-ins/<int:pk>/items/<int:item>/          302 404 200 404 404 200 200 200
GET  {WORK}rubric/                                      302 404 403 403 403 403 200 200
POST {WORK}rubric/                                      302 404 403 403 403 403 422 422
GET  {WORK}grading/                                     302 404 403 403 403 200 200 200
GET  {WORK}grading/gradings.csv                         302 404 403 403 403 200 200 200
GET  {WORK}grading/assign/                              302 404 403 403 403 200 200 200
POST {WORK}grading/assign/                              302 404 403 403 403 422 422 422
GET  {WORK}grading/show/                                302 404 403 403 403 403 200 200
POST {WORK}grading/show/                                302 404 403 403 403 403 302 302
GET  {WORK}grading/hide/                                302 404 403 403 403 403 200 200
POST {WORK}grading/hide/                                302 404 403 403 403 403 422 422
GET  {WORK}grading/works/<str:login>/                   302 404 403 403 403 200 200 200
POST {WORK}grading/works/<str:login>/                   302 404 403 403 403 302 302 302
GET  {WORK}grading/works/<str:login>/settle/            302 404 403 403 403 302 302 302
POST {WORK}grading/works/<str:login>/settle/            302 404 403 403 403 302 302 302
POST {WORK}grading/works/<str:login>/graders/           302 404 403 403 403 404 404 404
GET  {WORK}grading/works/<str:login>/adjust/            302 404 403 403 403 200 200 200
POST {WORK}grading/works/<str:login>/adjust/            302 404 403 403 403 422 422 422
GET  {WORK}team/                                        302 404 200 200 200 302 302 302
GET  {WORK}team/join/<slug:token>/                      302 404 404 404 403 403 403 403
POST {WORK}team/join/<slug:token>/                      302 404 404 404 403 403 403 403
POST {WORK}team/<slug:act>/                             302 404 302 302 403 403 403 403
GET  {WORK}teams/                                       302 404 403 403 403 200 200 200
POST {WORK}teams/                                       302 404 403 403 403 403 422 422
GET  {WORK}teams/group/                                 302 404 403 403 403 403 200 200
POST {WORK}teams/group/                                 302 404 403 403 403 403 302 302

GET  {COURSE}grades/                                    302 404 200 200 200 200 200 200
GET  {COURSE}grades/components/<slug:component>/        302 404 200 200 200 404 404 404
GET  {COURSE}grades/components/<slug:component>/prospect/ 302 404 200 200 200 403 403 403
GET  {COURSE}grades/categories/<slug:category>/standing/ 302 404 200 200 200 404 404 404
GET  {COURSE}grades/export/<str:format>                 302 404 403 403 403 200 200 200
GET  {COURSE}grades/exports/                            302 404 403 403 403 200 200 200
GET  {COURSE}grades/exports/<str:day>/                  302 404 403 403 403 200 200 200
GET  {COURSE}grades/exports/<str:day>/<str:file>        302 404 403 403 403 200 200 200
GET  {COURSE}grades/class.csv                           302 404 403 403 403 200 200 200
GET  {COURSE}grades/<str:login>/override/               302 404 403 403 403 200 200 200
GET  {COURSE}grades/<str:login>/waivers/                302 404 403 403 403 200 200 200
POST {COURSE}grades/<str:login>/waivers/                302 404 403 403 403 400 400 400

GET  {COURSE}waiting/                                   302 404 403 403 403 200 200 200
GET  {COURSE}regrades/                                  302 404 403 403 403 200 200 200
GET  {COURSE}regrades/ask/<slug:component>/             302 404 200 200 403 403 403 403
POST {COURSE}regrades/ask/<slug:component>/             302 404 422 422 403 403 403 403
GET  {COURSE}regrades/<int:pk>/                         302 404 200 404 404 200 200 200
POST {COURSE}regrades/<int:pk>/                         302 404 422 404 404 422 422 422
POST {COURSE}regrades/<int:pk>/withdraw/                302 404 302 404 404 403 403 403
POST {COURSE}regrades/<int:pk>/assign/                  302 404 403 404 404 302 302 302
POST {COURSE}regrades/<int:pk>/decide/                  302 404 403 404 404 422 422 422
POST {COURSE}regrades/<int:pk>/reopen/                  302 404 403 404 404 302 302 302

GET  {COURSE}pictures/                                  302 404 403 403 403 200 200 200
POST {COURSE}pictures/                                  302 404 403 403 403 422 422 422
GET  {COURSE}pictures/<slug:sha256>/                    302 404 200 200 200 200 200 200
POST {COURSE}pictures/<int:pk>/delete/                  302 404 403 403 403 302 302 302

GET  {COURSE}attendance/                                302 404 200 200 200 200 200 200
POST {COURSE}attendance/check-in/                       302 404 422 422 403 403 403 403
GET  {SERIES}.csv                                       302 404 403 403 403 200 200 200
GET  {SERIES}/watched/                                  302 404 403 403 403 200 200 200
POST {SERIES}/watched/                                  302 404 403 403 403 422 422 422
GET  {SITTING}                                          302 404 403 403 403 200 200 200
POST {SITTING}                                          302 404 403 403 403 302 302 302
POST {SITTING}open/                                     302 404 403 403 403 422 422 422
POST {SITTING}close/                                    302 404 403 403 403 302 302 302
GET  {SITTING}code/                                     302 404 403 403 403 200 200 200
GET  {COURSE}on-call/                                   302 404 200 200 200 200 200 200
POST {COURSE}on-call/choose/                            302 404 404 404 403 403 403 403
POST {COURSE}on-call/place/                             302 404 403 403 403 422 422 422
GET  {COURSE}on-call/lectures/<str:lecture>/            302 404 403 403 403 200 200 200
POST {COURSE}on-call/lectures/<str:lecture>/            302 404 403 403 403 302 302 302
GET  {COURSE}study-groups/                              302 404 200 200 200 200 200 200
POST {COURSE}study-groups/<slug:act>/                   302 404 302 302 403 403 403 403
POST {COURSE}study-groups/staff/place/                  302 404 403 403 403 302 302 302
POST {COURSE}study-groups/staff/dissolve/               302 404 403 403 403 302 302 302

GET  {REVIEWS}                                          302 404 200 200 200 200 200 200
GET  {REVIEWS}papers/<int:number>/                      302 404 200 404 404 403 403 403
POST {REVIEWS}papers/<int:number>/                      302 404 422 404 403 403 403 403
GET  {REVIEWS}papers/<int:number>/items/<int:item>/     302 404 200 404 404 403 403 403
POST {REVIEWS}papers/<int:number>/conflict/             302 404 422 404 403 403 403 403
GET  {REVIEWS}draw/                                     302 404 403 403 403 200 200 200
POST {REVIEWS}draw/                                     302 404 403 403 403 422 422 422
GET  {REVIEWS}assign/                                   302 404 403 403 403 200 200 200
POST {REVIEWS}assign/                                   302 404 403 403 403 422 422 422
GET  {REVIEWS}conflicts/                                302 404 403 403 403 200 200 200
POST {REVIEWS}conflicts/                                302 404 403 403 403 422 422 422
POST {REVIEWS}conflicts/<int:pk>/lift/                  302 404 403 403 403 404 404 404
GET  {REVIEWS}of/<str:login>/                           302 404 403 403 403 200 200 200
POST {REVIEWS}of/<str:login>/                           302 404 403 403 403 422 422 422
GET  {REVIEWS}written/<int:pk>/                         302 404 403 403 403 200 200 200
POST {REVIEWS}written/<int:pk>/                         302 404 403 403 403 422 422 422
POST {REVIEWS}written/<int:pk>/take-off/                302 404 403 403 403 302 302 302
GET  {REVIEWS}outliers/                                 302 404 403 403 403 200 200 200
POST {REVIEWS}remind/                                   302 404 403 403 403 302 302 302

GET  {COURSE}curve/                                     302 404 403 403 403 200 200 200
POST {COURSE}curve/save/                                302 404 403 403 403 403 302 302
GET  {COURSE}curve/publish/                             302 404 403 403 403 403 200 200
POST {COURSE}curve/publish/                             302 404 403 403 403 403 302 302
GET  {COURSE}curve/published/<int:pk>/                  302 404 403 403 403 404 404 404

GET  {COURSE}changes/                                   302 404 403 403 403 200 200 200
GET  {COURSE}changes/new/                               302 404 403 403 403 403 200 200
GET  {COURSE}changes/<int:pk>/                          302 404 403 403 403 200 200 200
POST {COURSE}changes/<int:pk>/apply/                    302 404 403 403 403 403 302 302
POST {COURSE}changes/<int:pk>/discard/                  302 404 403 403 403 403 302 302
POST {COURSE}changes/<int:pk>/preview/                  302 404 403 403 403 403 302 302
GET  {COURSE}components/<slug:component>/cutoffs/       302 404 403 403 403 200 200 200

POST api/v1/token/                                      415 415 415 415 415 415 415 415
GET  api/v1/me/                                         401 200 200 200 200 200 200 200
GET  api/v1/courses/                                    401 200 200 200 200 200 200 200
GET  api/v1/{COURSE}                                    401 404 200 200 200 200 200 200
GET  api/v1/{COURSE}components/                         401 404 200 200 200 200 200 200
GET  api/v1/{COURSE}components/<slug:component>/        401 404 200 200 200 200 200 200
GET  api/v1/{COMPETITION}                               401 404 200 200 200 200 200 200
GET  api/v1/{COMPETITION}submissions/                   401 404 200 200 200 200 200 200
POST api/v1/{COMPETITION}submissions/                   401 404 400 400 403 400 400 403
GET  api/v1/{SUBMISSION}                                401 404 200 404 404 200 200 200
GET  api/v1/{SUBMISSION}file/                           401 404 200 404 404 200 200 200
POST api/v1/{SUBMISSION}cancel/                         401 404 200 404 403 403 403 403
GET  api/v1/{COMPETITION}choice/                        401 404 200 200 200 200 200 403
PUT  api/v1/{COMPETITION}choice/                        401 404 415 415 403 415 415 403
GET  api/v1/{COMPETITION}code/                          401 404 200 200 200 200 200 200
POST api/v1/{COMPETITION}code/                          401 404 400 400 403 400 400 403
GET  api/v1/{COMPETITION}code/<int:pk>/file/            401 404 200 404 404 200 200 200
GET  api/v1/{COMPETITION}leaderboard/                   401 404 200 200 200 200 200 200
GET  api/v1/{COMPETITION}leaderboard/private/           401 404 403 403 403 200 200 200
GET  api/v1/{COURSE}quizzes/                            401 404 200 200 200 200 200 200
GET  api/v1/{QUIZ}                                      401 404 200 200 200 200 200 200
GET  api/v1/{QUIZ}attempts/                             401 404 200 200 200 200 200 200
POST api/v1/{QUIZ}attempts/                             401 404 409 409 403 403 403 403
GET  api/v1/{QUIZ}attempts/<int:pk>/                    401 404 200 404 404 200 200 200
PUT  api/v1/{QUIZ}attempts/<int:pk>/answers/<slug:question>/ 401 404 415 404 403 403 403 403
POST api/v1/{QUIZ}attempts/<int:pk>/hand-in/            401 404 200 404 403 403 403 403
GET  api/v1/{WORK}hand-ins/                             401 404 200 200 200 200 200 200
POST api/v1/{WORK}hand-ins/                             401 404 422 422 403 403 403 403
GET  api/v1/{WORK}hand-ins/<int:pk>/items/<int:item>/   401 404 200 404 404 200 200 200
GET  api/v1/{COURSE}grades/                             401 404 200 200 200 400 400 400
GET  api/v1/{COURSE}grades/export/<str:format>/         401 404 403 403 403 200 200 200
GET  api/v1/{COURSE}grades/nights/                      401 404 403 403 403 200 200 200
GET  api/v1/{COURSE}grades/nights/<str:day>/<str:file>/ 401 404 403 403 403 200 200 200
GET  ^api/v1/                                           404 404 404 404 404 404 404 404
GET  api/schema/                                        200 200 200 200 200 200 200 200
GET  api/docs/                                          200 200 200 200 200 200 200 200

GET  accounts/login/                                    200 302 302 302 302 302 302 302
GET  accounts/logout/                                   302 200 200 200 200 200 200 200
GET  accounts/signup/                                   200 302 302 302 302 302 302 302
GET  accounts/inactive/                                 200 200 200 200 200 200 200 200
GET  accounts/password/change/                          302 200 200 200 200 200 200 200
GET  accounts/password/set/                             302 302 302 302 302 302 302 302
GET  accounts/password/reset/                           200 200 200 200 200 200 200 200
GET  accounts/password/reset/done/                      200 200 200 200 200 200 200 200
GET  accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$ 200 200 200 200 200 200 200 200
GET  accounts/password/reset/key/done/                  200 200 200 200 200 200 200 200
GET  accounts/tokens/                                   302 200 200 200 200 200 200 200
POST accounts/tokens/revoke/                            302 404 404 404 404 404 404 404

GET  admin/                                             302 302 302 302 302 302 302 200
"""
ROWS = [line.split() for line in TABLE.splitlines() if line][1:]
