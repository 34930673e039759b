"""Addresses of the pages of reviews by peers, below the course's.

What students ask for holds numbers alone: none tells a reviewer or an author.
"""

from django.urls import path

from projects.views import review, review_drawing, review_staff, reviews

_REVIEWS = "courses/<slug:course>/reviews/<slug:component>/"
_PAPER = f"{_REVIEWS}papers/<int:number>/"

urlpatterns = [
    path(_REVIEWS, reviews.reviews, name="reviews"),
    path(_PAPER, review.review, name="review"),
    path(f"{_PAPER}items/<int:item>/", review.review_item, name="review_item"),
    path(f"{_PAPER}conflict/", review.tell_conflict, name="tell_conflict"),
    path(f"{_REVIEWS}draw/", review_drawing.draw_reviews, name="draw_reviews"),
    path(f"{_REVIEWS}assign/", review_drawing.assign_review, name="assign_review"),
    path(
        f"{_REVIEWS}written/<int:pk>/take-off/",
        review_drawing.take_off_review,
        name="take_off_review",
    ),
    path(f"{_REVIEWS}conflicts/", review_drawing.conflicts, name="review_conflicts"),
    path(
        f"{_REVIEWS}conflicts/<int:pk>/lift/",
        review_drawing.lift_conflict,
        name="lift_conflict",
    ),
    path(
        f"{_REVIEWS}of/<str:login>/", review_staff.reviewed_paper, name="reviewed_paper"
    ),
    path(
        f"{_REVIEWS}written/<int:pk>/", review_staff.weigh_review, name="weigh_review"
    ),
    path(f"{_REVIEWS}outliers/", review_staff.review_outliers, name="review_outliers"),
    path(f"{_REVIEWS}remind/", review_staff.remind_reviewers, name="remind_reviewers"),
]
