-- Money that came before its order could be cancelled is under review at the payment too, where
-- reviews are counted and listed.
UPDATE payment p SET review = array_append(p.review, 'cancel_requested')
FROM orders o
WHERE o.order_id = p.order_id AND p.counted AND 'cancel_requested' = ANY (o.review)
    AND NOT 'cancel_requested' = ANY (p.review);
