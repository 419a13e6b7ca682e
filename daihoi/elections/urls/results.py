"""Results: of ballots, of the congress, on the wall of the hall."""

from django.urls import URLPattern, path

from daihoi.elections.views import next_rounds, recounts, result_papers, results

urlpatterns: list[URLPattern] = [
    path("<int:pk>/ket-qua/", results.result_list, name="result_list"),
    path("<int:pk>/hoi-truong/", results.hall, name="hall"),
    path("<int:pk>/giay/<slug:code>.docx", result_papers.congress_word, name="congress_word"),
    path("<int:pk>/giay/<slug:code>.pdf", result_papers.congress_pdf, name="congress_pdf"),
    path("luot/<int:pk>/ket-qua/", results.result_detail, name="result_detail"),
    path("luot/<int:pk>/cong-bo/", results.result_announce, name="result_announce"),
    path("luot/<int:pk>/bo/", results.result_void, name="result_void"),
    path("luot/<int:pk>/kiem-lai/", recounts.result_recount, name="result_recount"),
    path("luot/<int:pk>/kiem-lai/dung/", recounts.recount_drop, name="recount_drop"),
    path("kiem-lai/<int:pk>/truoc/", recounts.result_before, name="result_before"),
    path("luot/<int:pk>/niem-phong/", results.result_seal, name="result_seal"),
    path("luot/<int:pk>/van-ban/", result_papers.result_deposit, name="result_deposit"),
    path("luot/<int:pk>/giay/<slug:code>.docx", result_papers.round_word, name="round_word"),
    path("luot/<int:pk>/giay/<slug:code>.pdf", result_papers.round_pdf, name="round_pdf"),
    path("chuc-danh/<int:pk>/xin-y-kien.docx", result_papers.poll_word, name="poll_word"),
    path("chuc-danh/<int:pk>/xin-y-kien.pdf", result_papers.poll_pdf, name="poll_pdf"),
    path("chuc-danh/<int:pk>/xin-y-kien/", result_papers.poll_deposit, name="poll_deposit"),
    path("chuc-danh/<int:pk>/bau-tiep/", next_rounds.continuation_vote, name="continuation_vote"),
    path("chuc-danh/<int:pk>/luot-sau/", next_rounds.next_round_prepare, name="next_round_prepare"),
    path("chuc-danh/<int:pk>/bau-lai/", next_rounds.election_anew, name="election_anew"),
    path("chuc-danh/<int:pk>/ket-thuc/", next_rounds.election_finish, name="election_finish"),
    path("chuc-danh/<int:pk>/chi-dinh/", next_rounds.appointment_add, name="appointment_add"),
]
