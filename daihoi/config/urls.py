"""Every page's address; each app names its own."""

from django.urls import include, path

from daihoi.accounts.urls import slip_patterns
from daihoi.news.views.public import public_robots
from daihoi.registry.urls.register import check_patterns

urlpatterns = [
    path("", include("daihoi.home.urls")),
    path("tai-khoan/", include("daihoi.accounts.urls")),
    path("vao/", include(slip_patterns)),
    path("kiem-tra/", include(check_patterns)),
    path("hop-thu/", include("daihoi.notifications.urls")),
    path("truc-tiep/", include("daihoi.live.urls")),
    path("to-chuc/", include("daihoi.organizations.urls")),
    path("dai-hoi/", include("daihoi.congresses.urls")),
    path("van-ban/", include("daihoi.registry.urls")),
    path("phe-duyet/", include("daihoi.approvals.urls")),
    path("van-kien/", include("daihoi.documents.urls")),
    path("cuoc-hop/", include("daihoi.meetings.urls")),
    path("nhan-su/", include("daihoi.personnel.urls")),
    path("hau-can/", include("daihoi.logistics.urls")),
    path("bau-cu/", include("daihoi.elections.urls")),
    path("chuong-trinh/", include("daihoi.programme.urls")),
    path("tin-tuc/", include("daihoi.news.urls")),
    path("nghi-quyet/", include("daihoi.resolutions.urls")),
    path("dieu-hanh/", include("daihoi.conduct.urls")),
    path("ket-thuc/", include("daihoi.closing.urls")),
    path("robots.txt", public_robots, name="robots"),
]

handler500 = "daihoi.base.middleware.server_error"
