"""Numbers, issued and incoming papers, books, the check page."""

from django.urls import path

from daihoi.registry.views import books, checking, incoming, register, terms

urlpatterns = [
    path("<int:pk>/ban-hanh/", register.paper_issue, name="paper_issue"),
    path("to-chuc/<int:pk>/so/", register.register_list, name="register_list"),
    path("so/<int:pk>/", register.register_detail, name="register_detail"),
    path("so/<int:pk>/word/", register.register_word, name="register_word"),
    path("so/<int:pk>/pdf/", register.register_pdf, name="register_pdf"),
    path("so/<int:pk>/huy/", register.register_cancel, name="register_cancel"),
    path("dai-hoi/<int:pk>/so/them/", register.register_add, name="register_add"),
    path("to-chuc/<int:pk>/nhiem-ky/", terms.term_list, name="term_list"),
    path("to-chuc/<int:pk>/so-da-dung/", terms.term_begin, name="term_begin"),
    path("dai-hoi/<int:pk>/nhiem-ky-moi/", terms.term_start, name="term_start"),
    path("dai-hoi/<int:pk>/ngay/", terms.term_days, name="term_days"),
    path("to-chuc/<int:pk>/den/", incoming.incoming_list, name="incoming_list"),
    path("to-chuc/<int:pk>/den/them/", incoming.incoming_add, name="incoming_add"),
    path("can-cu/<int:pk>/vao-so-den/", incoming.incoming_basis, name="incoming_basis"),
    path("den/<int:pk>/", incoming.incoming_detail, name="incoming_detail"),
    path("den/<int:pk>/sua/", incoming.incoming_edit, name="incoming_edit"),
    path("den/<int:pk>/tep/", incoming.incoming_file, name="incoming_file"),
    path("den/<int:pk>/vien-dan/", incoming.incoming_cite, name="incoming_cite"),
    path("to-chuc/<int:pk>/cac-so/", books.book_list, name="book_list"),
    path("to-chuc/<int:pk>/cac-so/<slug:code>/", books.book_detail, name="book_detail"),
    path("to-chuc/<int:pk>/cac-so/<slug:code>/excel/", books.book_xlsx, name="book_xlsx"),
    path("to-chuc/<int:pk>/cac-so/<slug:code>/word/", books.book_docx, name="book_docx"),
]
# At the top, where an address printed under a QR code stays short.
check_patterns = [
    path("", checking.check_enter, name="check_enter"),
    path("<slug:code>/", checking.check_paper, name="check_paper"),
]
